//! A thousand damaged scenario texts: reading and checking them never panics.

mod spoiled;

use spoiled::{NUMBERS, PIECES};

/// A small generator of pseudo-random numbers (`SplitMix64`), so that every run sees the same texts.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Cuts a text into words, numbers and single signs.
fn tokens(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    let mut tokens: Vec<String> = Vec::new();
    for letter in text.chars() {
        match tokens.last_mut() {
            Some(last) if is_part(letter) && last.ends_with(is_part) => last.push(letter),
            _ => tokens.push(letter.to_string()),
        }
    }
    tokens
}

fn damage(text: &str, draws: &mut Draws) -> Vec<u8> {
    let mut tokens = tokens(text);
    // Swapped numbers three times as often as the rest: they are what gets past the reader.
    let kind = [0, 1, 1, 1, 2, 3, 4][draws.below(7)];
    for _ in 0..=draws.below(3) {
        let place = draws.below(tokens.len());
        match kind {
            0 => {
                tokens.remove(place);
            }
            1 => {
                let numbers: Vec<usize> = (0..tokens.len())
                    .filter(|index| {
                        tokens[*index].starts_with(|first: char| first.is_ascii_digit())
                    })
                    .collect();
                let place = numbers[draws.below(numbers.len())];
                draws.pick(NUMBERS).clone_into(&mut tokens[place]);
            }
            2 => {
                let end = (place + 1 + draws.below(40)).min(tokens.len());
                let piece: Vec<String> = tokens[place..end].to_vec();
                tokens.splice(place..place, piece);
            }
            3 => tokens.insert(place, draws.pick(PIECES).to_owned()),
            _ => {
                let other = draws.below(tokens.len());
                tokens.swap(place, other);
            }
        }
    }
    let mut bytes = tokens.concat().into_bytes();
    if draws.below(4) == 0 {
        let place = draws.below(bytes.len());
        bytes[place] ^= 1 << draws.below(8);
    }
    if draws.below(10) == 0 {
        bytes.truncate(draws.below(bytes.len()));
    }
    bytes
}

#[test]
fn damaged_texts_are_refused_or_checked_without_panic() {
    let base = scenario::starter("base");
    let mut draws = Draws(20_260_105);
    let (mut refused, mut faulty, mut clean) = (0, 0, 0);
    for _ in 0..1000 {
        let bytes = damage(&base, &mut draws);
        let text = String::from_utf8_lossy(&bytes);
        match scenario::load_str(&text, "damaged.ron") {
            Err(faults) => {
                assert!(!faults.0.is_empty());
                assert!(faults.0.iter().all(|fault| !fault.to_string().is_empty()));
                refused += 1;
            }
            Ok(loaded) => {
                let faults = scenario::check(&loaded);
                assert!(
                    faults
                        .iter()
                        .all(|fault| !fault.hint.is_empty() && fault.place.file == "damaged.ron")
                );
                if faults.is_empty() {
                    clean += 1;
                } else {
                    faulty += 1;
                }
            }
        }
    }
    assert_eq!(refused + faulty + clean, 1000);
    // The damage is varied: some texts do not parse, some parse and are wrong, some stay right.
    assert!(
        refused > 100 && faulty > 100 && clean > 10,
        "{refused} refused, {faulty} faulty, {clean} clean"
    );
}
