/** The demonstration organisations; what a test is about is always one of these. */
export const OVERBRUGGE = '00000001999990007000';
export const VOORBEELDSTAD = '00000001999990019000';
export const WERKORGANISATIE = '00000001999990020000';
