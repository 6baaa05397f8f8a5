//! Spots of a message, spoiled as the tests of the page spoil them.

use crate::Draws;

/// Most spots that are spoiled in one go.
const MOST_SPOTS: usize = 4;
/// Values that sit on an edge of what JSON or the contract can hold.
const VALUES: &[&str] = &[
    "-1",
    "-0",
    "0.5",
    "1e400",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "18446744073709551616",
    "null",
    "true",
    "\"\"",
    "\"japan\"",
    "\"\\u0000\"",
    "{}",
    "[]",
    "\"report\"",
];

/// A message with one to four spots spoiled: bytes, runs of bytes and whole values.
pub fn spoil(message: &[u8], seed: u32) -> Vec<u8> {
    let mut draws = Draws::new(seed);
    let mut text = message.to_vec();
    for _ in 0..=draws.below(MOST_SPOTS) {
        spoil_spot(&mut text, &mut draws);
    }
    text
}

fn spoil_spot(text: &mut Vec<u8>, draws: &mut Draws) {
    let place = draws.below(text.len());
    let end = (place + 1 + draws.below(16)).min(text.len());
    let byte = draws.bits() as u8;
    match draws.below(8) {
        0 if place < text.len() => text[place] = byte,
        1 => text.insert(place, byte),
        2 if place < text.len() => drop(text.remove(place)),
        3 if place < text.len() => drop(text.drain(place..end)),
        4 if place < text.len() => {
            let piece = text[place..end].to_vec();
            text.splice(place..place, piece);
        }
        5 => text.truncate(place),
        _ => replace_value(text, draws),
    }
}

/// Puts another value behind one of the colons.
fn replace_value(text: &mut Vec<u8>, draws: &mut Draws) {
    let colons: Vec<usize> = (0..text.len()).filter(|at| text[*at] == b':').collect();
    let (Some(colon), Some(value)) = (draws.pick(&colons), draws.pick(VALUES)) else {
        return;
    };
    let start = colon + 1;
    let length = text[start..]
        .iter()
        .position(|byte| matches!(byte, b',' | b'}'))
        .unwrap_or(text.len() - start);
    text.splice(start..start + length, value.bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_spoils_alike() {
        let message = br#"{"type":"hello","contract":1}"#;
        for seed in 0..1000 {
            assert_eq!(spoil(message, seed), spoil(message, seed));
            spoil(b"", seed);
        }
    }
}
