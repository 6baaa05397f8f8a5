//! Letters that people read aloud and type: none looks like another.

/// The letters of codes.
pub(super) const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// The letter of a byte; all are alike likely where `byte` is even below a multiple of their number.
pub(super) fn letter(byte: u8) -> char {
    char::from(LETTERS[usize::from(byte) % LETTERS.len()])
}

/// Letters drawn at random, no more than 32.
pub(super) fn drawn(length: usize) -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 64];
    getrandom::fill(&mut bytes)?;
    // Bytes beyond the last whole round of letters are skipped, so that all letters are alike likely.
    let rounds = 256 / LETTERS.len() * LETTERS.len();
    let letters = bytes.iter().filter(|byte| usize::from(**byte) < rounds);
    Ok(letters.take(length).map(|byte| letter(*byte)).collect())
}
