//! Letters that people read aloud and type: none looks like another.

/// The letters of codes.
pub(super) const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// The letter of a byte; all are alike likely where `byte` is even below a multiple of their number.
pub(super) fn letter(byte: u8) -> char {
    char::from(LETTERS[usize::from(byte) % LETTERS.len()])
}
