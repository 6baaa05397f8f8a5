//! What is done to a text of RON: numbers, texts, records and fields take other values, and mostly stay readable.

use std::ops::Range;

use crate::grammar::{Grammar, written};
use crate::token::{Kind, Token, closing, tokens};
use crate::spoiled::{NUMBERS, PIECES};
use crate::{Draws, put};

/// Most changes in one go.
const MOST_CHANGES: usize = 4;
/// How far back the field of a number is looked for.
const REACH: usize = 12;
/// A stretch of the text with what takes its place.
type Change = (Range<usize>, Vec<u8>);

/// A text with its pieces.
struct Cut<'a> {
    text: &'a [u8],
    tokens: Vec<Token>,
}

impl Grammar {
    /// Changes the first `size` bytes of `data` and says how many there are then, `most` at the most.
    pub fn mutate(&self, data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
        let mut draws = Draws::new(seed);
        let mut text = data[..size].to_vec();
        for _ in 0..=draws.below(MOST_CHANGES) {
            if let Some((at, with)) = self.change(&text, &mut draws)
                && text.len() - at.len() + with.len() <= most
            {
                text.splice(at, with);
            }
        }
        put(&text, data, most)
    }

    fn change(&self, text: &[u8], draws: &mut Draws) -> Option<Change> {
        let cut = Cut {
            text,
            tokens: tokens(text),
        };
        // Numbers most often: they are what gets past the reader.
        match draws.below(20) {
            0..=7 => cut.number(self, draws),
            8..=10 => cut.word(self, draws),
            11..=13 => cut.group(draws),
            14..=15 => cut.new_field(self, draws),
            16..=17 => cut.no_field(draws),
            18 => cut.value(self, draws),
            _ => cut.piece(draws),
        }
    }
}

impl Cut<'_> {
    fn bytes(&self, token: usize) -> &[u8] {
        &self.text[self.tokens[token].at.clone()]
    }

    fn kind(&self, token: usize) -> Option<Kind> {
        self.tokens.get(token).map(|token| token.kind)
    }

    fn positions(&self, is_wanted: impl Fn(Kind) -> bool) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|at| is_wanted(self.tokens[*at].kind))
            .collect()
    }

    fn is_field(&self, token: usize) -> bool {
        self.kind(token) == Some(Kind::Word) && self.kind(token + 1) == Some(Kind::Sign(b':'))
    }

    /// From one token to another, both included.
    fn stretch(&self, first: usize, last: usize) -> Range<usize> {
        self.tokens[first].at.start..self.tokens[last].at.end
    }

    /// The same with the comma behind it.
    fn with_comma(&self, first: usize, last: usize) -> Range<usize> {
        let has_comma = self.kind(last + 1) == Some(Kind::Sign(b','));
        self.stretch(first, last + usize::from(has_comma))
    }

    /// Another number: at an edge, near the old one, or anywhere in the range of its field.
    fn number(&self, grammar: &Grammar, draws: &mut Draws) -> Option<Change> {
        let numbers = self.positions(|kind| kind == Kind::Number);
        let place = *draws.pick(&numbers)?;
        let old: Option<f64> = std::str::from_utf8(self.bytes(place)).ok()?.parse().ok();
        let new = match (draws.below(8), old) {
            (0, _) | (1, None) => (*draws.pick(NUMBERS)?).to_owned(),
            (1, Some(old)) => written(old * [0.0, 0.1, 0.5, 2.0, 10.0, 1000.0][draws.below(6)]),
            (2, Some(old)) => written((old + [-1.0, 1.0][draws.below(2)]).abs()),
            _ => {
                let back = place.saturating_sub(REACH)..place;
                let field = back.rev().find(|at| self.is_field(*at))?;
                let range = grammar.range(self.bytes(field), draws)?;
                let (low, high) = (range.low.max(-1e12), range.high.min(1e12));
                let (share, small) = (draws.share(), draws.share() * draws.share() * draws.share());
                let share = [0.0, 1.0, share, small][draws.below(4)];
                let new = low + share * (high - low);
                // A whole number stays one.
                let is_whole = !self.bytes(place).contains(&b'.');
                written(if is_whole { new.round() } else { new })
            }
        };
        Some((self.tokens[place].at.clone(), new.into_bytes()))
    }

    /// A name or a text takes the place of another one; a switch is turned.
    fn word(&self, grammar: &Grammar, draws: &mut Draws) -> Option<Change> {
        let words = self.positions(|kind| matches!(kind, Kind::Word | Kind::Text));
        let place = *draws.pick(&words)?;
        let like = self.positions(|kind| kind == self.tokens[place].kind);
        let new = match self.bytes(place) {
            b"true" => b"false".to_vec(),
            b"false" => b"true".to_vec(),
            text if text.starts_with(b"\"") && draws.below(3) == 0 => {
                format!("\"{}\"", draws.pick(&grammar.texts)?).into_bytes()
            }
            _ => self.bytes(*draws.pick(&like)?).to_vec(),
        };
        Some((self.tokens[place].at.clone(), new))
    }

    /// A record, list or map is left out, doubled, or put where another one was.
    fn group(&self, draws: &mut Draws) -> Option<Change> {
        let open =
            *draws.pick(&self.positions(|kind| matches!(kind, Kind::Sign(b'(' | b'[' | b'{'))))?;
        let close = closing(&self.tokens, open)?;
        let whole = self.with_comma(open, close);
        match draws.below(4) {
            0 => Some((whole, Vec::new())),
            1 => {
                let copy = self.text[whole.clone()].to_vec();
                Some((whole.start..whole.start, copy))
            }
            2 => Some((self.stretch(open, close), self.emptied(open, close))),
            _ => {
                let like = self.positions(|kind| kind == self.tokens[open].kind);
                let other = *draws.pick(&like)?;
                let end = closing(&self.tokens, other)?;
                let copy = self.text[self.stretch(other, end)].to_vec();
                Some((self.stretch(open, close), copy))
            }
        }
    }

    fn emptied(&self, open: usize, close: usize) -> Vec<u8> {
        [self.bytes(open), self.bytes(close)].concat()
    }

    /// A field is written into a record that has one of its neighbours.
    fn new_field(&self, grammar: &Grammar, draws: &mut Draws) -> Option<Change> {
        let fields: Vec<usize> = (0..self.tokens.len())
            .filter(|at| self.is_field(*at))
            .collect();
        let place = *draws.pick(&fields)?;
        let neighbour = self.bytes(place);
        let has = |section: &&Vec<crate::grammar::Field>| {
            section
                .iter()
                .any(|field| field.name.as_bytes() == neighbour)
        };
        let sections: Vec<_> = grammar.sections.iter().filter(has).collect();
        let field = draws.pick(draws.clone().pick(&sections)?)?;
        let value = match field.range {
            Some(range) if draws.below(2) == 0 => {
                let (low, high) = (range.low.max(-1e12), range.high.min(1e12));
                written(low + draws.share() * (high - low))
            }
            _ => field.value.clone(),
        };
        let start = self.tokens[place].at.start;
        Some((
            start..start,
            format!("{}: {value}, ", field.name).into_bytes(),
        ))
    }

    /// A field is left out.
    fn no_field(&self, draws: &mut Draws) -> Option<Change> {
        let fields: Vec<usize> = (0..self.tokens.len())
            .filter(|at| self.is_field(*at))
            .collect();
        let place = *draws.pick(&fields)?;
        let last = self.end_of_value(place + 2);
        Some((self.with_comma(place, last), Vec::new()))
    }

    /// The value of a field, or all behind it, takes another form.
    fn value(&self, grammar: &Grammar, draws: &mut Draws) -> Option<Change> {
        let fields: Vec<usize> = (0..self.tokens.len())
            .filter(|at| self.is_field(*at))
            .collect();
        // Half of the time where forms are usual.
        let forms: Vec<usize> = fields
            .iter()
            .copied()
            .filter(|at| {
                matches!(
                    self.bytes(*at),
                    b"instrument" | b"effect" | b"opening" | b"kind" | b"over" | b"design"
                )
            })
            .collect();
        let among = if forms.is_empty() || draws.below(2) == 0 {
            &fields
        } else {
            &forms
        };
        let place = *draws.pick(among)?;
        let last = self.end_of_value(place + 2);
        let new = format!(" {}", draws.pick(&grammar.values)?);
        let start = self.tokens[place + 1].at.end;
        Some((start..self.tokens[last].at.end, new.into_bytes()))
    }

    /// The last token before the comma or bracket that ends a value which starts at or behind `start`.
    fn end_of_value(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(kind) = self.kind(at) {
            match kind {
                Kind::Sign(b'(' | b'[' | b'{') => match closing(&self.tokens, at) {
                    Some(close) => at = close,
                    None => break,
                },
                Kind::Sign(b',' | b')' | b']' | b'}') => break,
                _ => {}
            }
            at += 1;
        }
        at.min(self.tokens.len()) - 1
    }

    /// Something that does not belong there.
    fn piece(&self, draws: &mut Draws) -> Option<Change> {
        let place = self.tokens.get(draws.below(self.tokens.len()))?;
        let new = (*draws.pick(PIECES)?).as_bytes().to_vec();
        let at = if draws.below(2) == 0 {
            place.at.clone()
        } else {
            place.at.start..place.at.start
        };
        Some((at, new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_spoiled_scenarios_are_read_and_some_have_no_fault() {
        let grammar = Grammar::of_scenarios();
        let text = scenario::starter("base").into_bytes();
        let (mut read, mut clean) = (0, 0);
        for seed in 0..500 {
            let mut data = vec![0; 2 * text.len()];
            data[..text.len()].copy_from_slice(&text);
            let most = data.len();
            let size = grammar.mutate(&mut data, text.len(), most, seed);
            let spoiled = String::from_utf8_lossy(&data[..size]);
            if let Ok(loaded) = scenario::load_str(&spoiled, "spoiled.ron") {
                read += 1;
                clean += usize::from(scenario::check(&loaded).is_empty());
            }
        }
        assert!(read > 100 && clean > 50, "{read} read, {clean} clean");
    }

    #[test]
    fn any_bytes_are_spoiled_within_their_room() {
        let grammar = Grammar::of_plans();
        for seed in 0..2000_u32 {
            let mut draws = Draws::new(seed);
            let mut data: Vec<u8> = (0..64)
                .map(|_| b"(a:1,[]{})\"\xc3 /e-"[draws.below(16)])
                .collect();
            let size = draws.below(65);
            assert!(grammar.mutate(&mut data, size, 64, seed) <= 64);
        }
    }
}
