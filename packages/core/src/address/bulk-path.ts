/** Where the problems of the address at a place of the list are. */
export const placeOf = (index: number): readonly string[] => ['addresses', String(index)]
