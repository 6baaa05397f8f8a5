//! A text of RON or JSON cut into its smallest pieces.

use std::ops::Range;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name.
    Word,
    /// A number, without its sign.
    Number,
    /// A text with its quotes.
    Text,
    /// A bracket, a comma, a colon or another single byte.
    Sign(u8),
    /// Blanks and comments.
    Blank,
}

/// A piece with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) at: Range<usize>,
}

/// All pieces in order; together they are the whole text.
pub(crate) fn tokens(text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (kind, length) = first(&text[start..]);
        let at = start..start + length;
        start = at.end;
        tokens.push(Token { kind, at });
    }
    tokens
}

/// The first piece of a text that is not empty.
fn first(text: &[u8]) -> (Kind, usize) {
    let while_it = |is_part: fn(&u8) -> bool| {
        text.iter()
            .position(|byte| !is_part(byte))
            .unwrap_or(text.len())
    };
    match text[0] {
        b'"' => (Kind::Text, quoted(text)),
        b'/' if text.get(1) == Some(&b'/') => (Kind::Blank, while_it(|byte| *byte != b'\n')),
        byte if byte.is_ascii_whitespace() => (Kind::Blank, while_it(u8::is_ascii_whitespace)),
        byte if byte.is_ascii_digit() => (Kind::Number, number(text)),
        byte if byte.is_ascii_alphabetic() || byte == b'_' => (
            Kind::Word,
            while_it(|byte| byte.is_ascii_alphanumeric() || *byte == b'_'),
        ),
        byte => (Kind::Sign(byte), 1),
    }
}

/// Length of a number, with an exponent if it has one.
fn number(text: &[u8]) -> usize {
    let is_part = |at: usize| {
        let is_signed_exponent = matches!(text[at], b'+' | b'-') && text[at - 1] == b'e';
        text[at].is_ascii_alphanumeric() || matches!(text[at], b'.' | b'_') || is_signed_exponent
    };
    (1..text.len())
        .find(|at| !is_part(*at))
        .unwrap_or(text.len())
}

/// Length of a text in quotes.
fn quoted(text: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.iter().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return at + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// Position of the token that closes the bracket at `open`, if both are there.
pub(crate) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
            Kind::Sign(b')' | b']' | b'}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_make_up_the_text() {
        let text = br#"(id: "a\"b", rate: -1.5e-3, on: true) // (end"#;
        let tokens = tokens(text);
        let whole: Vec<u8> = tokens
            .iter()
            .flat_map(|token| text[token.at.clone()].to_vec())
            .collect();
        assert_eq!(whole, text);
        let of = |kind: Kind| tokens.iter().filter(|token| token.kind == kind).count();
        assert_eq!(
            (of(Kind::Word), of(Kind::Number), of(Kind::Text)),
            (4, 1, 1)
        );
    }

    #[test]
    fn brackets_in_texts_and_comments_close_nothing() {
        let text = b"(a: \")\", // )\n [1])";
        let tokens = tokens(text);
        assert_eq!(closing(&tokens, 0), Some(tokens.len() - 1));
    }
}
