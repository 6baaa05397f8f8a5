//! Where the values of a RON text stand: a light scanner that keeps the place of every field, map entry and list item.
//!
//! It runs over text that RON has already accepted, so it is lenient; it never fails, and always ends.

/// Line and character, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A value and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) spot: Spot,
    pub(crate) node: Node,
}

/// What a value is made of.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A number, a word, or a text without its quotes.
    Leaf(String),
    /// A list, or the nameless contents of parentheses.
    List(Vec<Span>),
    /// The named fields of parentheses, or the entries of a map.
    Entries(Vec<Entry>),
}

/// A field or a map entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) spot: Spot,
    pub(crate) value: Span,
}

/// Deeper nesting is not followed; RON itself stops at 128.
const DEEPEST: usize = 160;

impl Span {
    /// Scans a whole text.
    pub(crate) fn scan(text: &str) -> Self {
        Scanner::new(text).value(0)
    }

    /// The text of a leaf.
    pub(crate) fn leaf(&self) -> Option<&str> {
        match &self.node {
            Node::Leaf(text) => Some(text),
            _ => None,
        }
    }

    /// The field or map entry of that name.
    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        match &self.node {
            Node::Entries(entries) => entries.iter().find(|entry| entry.name == name),
            _ => None,
        }
    }

    /// The items of a list; empty for anything else.
    pub(crate) fn items(&self) -> &[Span] {
        match &self.node {
            Node::List(items) => items,
            _ => &[],
        }
    }

    /// Whether a list item goes by that name in paths: its `id`, or `from_to`.
    fn has_name(&self, name: &str) -> bool {
        let text = |field: &str| self.entry(field).and_then(|entry| entry.value.leaf());
        if let Some(id) = text("id") {
            return id == name;
        }
        let (Some(from), Some(to)) = (text("from"), text("to")) else {
            return false;
        };
        let rest = name
            .strip_prefix(from)
            .and_then(|rest| rest.strip_prefix('_'));
        rest == Some(to)
    }

    /// Follows a path as far as the text has it: how many names were found, and the place of the last one.
    /// With `at_key` it is the place of the last name, else of its value. Of several items of one name, the one after `skip` others.
    pub(crate) fn find(&self, names: &[&str], at_key: bool, skip: usize) -> (usize, Spot) {
        let mut here = self;
        let mut spot = self.spot;
        for (depth, name) in names.iter().enumerate() {
            if let Some(entry) = here.entry(name) {
                here = &entry.value;
                spot = if at_key && depth + 1 == names.len() {
                    entry.spot
                } else {
                    here.spot
                };
                continue;
            }
            let named = |item: &&Span| item.has_name(name);
            match here.items().iter().filter(named).nth(skip) {
                Some(item) => {
                    here = item;
                    spot = item.spot;
                }
                None => return (depth, spot),
            }
        }
        (names.len(), spot)
    }
}

struct Scanner<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
    column: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.chars().peekable(),
            line: 1,
            column: 1,
        }
    }

    fn spot(&self) -> Spot {
        Spot {
            line: self.line,
            column: self.column,
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next()?;
        if next == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(next)
    }

    fn eat(&mut self, wanted: char) -> bool {
        if self.peek() == Some(wanted) {
            self.next();
            return true;
        }
        false
    }

    /// Skips blanks, comments and `#![...]` attributes.
    fn skip(&mut self) {
        while let Some(next) = self.peek() {
            match next {
                _ if next.is_whitespace() => {
                    self.next();
                }
                '/' => {
                    self.next();
                    self.comment();
                }
                '#' => self.attribute(),
                _ => return,
            }
        }
    }

    fn attribute(&mut self) {
        while self.next().is_some_and(|next| next != ']') {}
    }

    /// The rest of a comment, after its first slash.
    fn comment(&mut self) {
        if self.eat('/') {
            while self.peek().is_some_and(|next| next != '\n') {
                self.next();
            }
        } else if self.eat('*') {
            let mut depth = 1;
            while depth > 0 {
                match self.next() {
                    None => return,
                    Some('*') if self.eat('/') => depth -= 1,
                    Some('/') if self.eat('*') => depth += 1,
                    Some(_) => {}
                }
            }
        }
    }

    fn value(&mut self, depth: usize) -> Span {
        self.skip();
        let spot = self.spot();
        let node = match self.peek() {
            Some('"') => {
                self.next();
                Node::Leaf(self.text())
            }
            Some('\'') => {
                self.next();
                Node::Leaf(self.character())
            }
            Some('[') => self.group(']', depth),
            Some('{') => self.group('}', depth),
            Some('(') => self.group(')', depth),
            _ => return self.word(spot, depth),
        };
        Span { spot, node }
    }

    /// A number, a word, a raw text, or a name before parentheses.
    fn word(&mut self, spot: Spot, depth: usize) -> Span {
        let mut word = String::new();
        while let Some(next) = self.peek() {
            if next.is_whitespace() || ",:()[]{}\"/#".contains(next) {
                break;
            }
            word.push(next);
            self.next();
        }
        let node = match self.peek() {
            Some('"' | '#') if word == "r" || word == "br" => Node::Leaf(self.raw_text()),
            Some('"') if word == "b" => {
                self.next();
                Node::Leaf(self.text())
            }
            _ => self.contents(word, depth),
        };
        Span { spot, node }
    }

    /// What follows a word: the parentheses of a named struct or variant, if any.
    fn contents(&mut self, word: String, depth: usize) -> Node {
        self.skip();
        if word.is_empty() || self.peek() != Some('(') {
            return Node::Leaf(word);
        }
        match self.group(')', depth) {
            // `Some(x)` is written where `x` alone would do.
            Node::List(mut items) if word == "Some" && items.len() == 1 => {
                items.pop().map_or(Node::Leaf(word), |item| item.node)
            }
            node => node,
        }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(next) = self.next() {
            match next {
                '"' => break,
                '\\' => text.extend(self.next()),
                _ => text.push(next),
            }
        }
        text
    }

    fn character(&mut self) -> String {
        let mut text = String::new();
        if self.eat('\\') {
            text.push('\\');
        }
        text.extend(self.next());
        self.eat('\'');
        text
    }

    /// A raw text from its first `#` or quote.
    fn raw_text(&mut self) -> String {
        let mut hashes = 0;
        while self.eat('#') {
            hashes += 1;
        }
        if !self.eat('"') {
            return String::new();
        }
        let mut text = String::new();
        while let Some(next) = self.next() {
            if next != '"' {
                text.push(next);
                continue;
            }
            let mut closing = 0;
            while closing < hashes && self.eat('#') {
                closing += 1;
            }
            if closing == hashes {
                break;
            }
            text.push('"');
            text.extend(std::iter::repeat_n('#', closing));
        }
        text
    }

    /// Brackets of any kind, from the opening to the closing one.
    fn group(&mut self, closing: char, depth: usize) -> Node {
        self.next();
        let mut items = Vec::new();
        let mut entries = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None => break,
                Some(next) if next == closing => {
                    self.next();
                    break;
                }
                // A comma, or a bracket that closes nothing: go on behind it.
                Some(',' | ':' | ')' | ']' | '}') => {
                    self.next();
                }
                Some(_) if depth >= DEEPEST => {
                    self.next();
                }
                Some(_) => {
                    let item = self.value(depth + 1);
                    self.skip();
                    if self.eat(':') {
                        let value = self.value(depth + 1);
                        entries.push(Entry {
                            name: item.leaf().unwrap_or_default().to_owned(),
                            spot: item.spot,
                            value,
                        });
                    } else {
                        items.push(item);
                    }
                }
            }
        }
        if entries.is_empty() {
            Node::List(items)
        } else {
            Node::Entries(entries)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, Spot};

    #[track_caller]
    fn found(text: &str, path: &str) -> (usize, usize) {
        let names: Vec<&str> = path.split('.').collect();
        let (depth, Spot { line, column }) = Span::scan(text).find(&names, false, 0);
        assert_eq!(depth, names.len(), "`{path}` is not found in full");
        (line, column)
    }

    #[test]
    fn fields_are_found_behind_comments_and_texts_with_brackets() {
        let text = "// (a: 1)\n(a: \"(b: [\\\"\", /* (b: /* 2 */ */ b: 3)";
        // b's value: second line, after `(a: "(b: [\"", /* (b: /* 2 */ */ b: ` = 36 characters
        assert_eq!(found(text, "b"), (2, 37));
    }

    #[test]
    fn raw_texts_may_hold_quotes_and_hashes() {
        let text = "(a: r#\"x\"y, (\"#,\n b: 3)";
        assert_eq!(found(text, "b"), (2, 5));
    }

    #[test]
    fn list_items_go_by_their_id_and_enum_names_are_looked_through() {
        let text =
            "(mines: [\n(id: \"one\"),\n(id: \"two\", opening: Planned(capital_usd: 5)),\n])";
        assert_eq!(found(text, "mines.two.opening.capital_usd"), (3, 43));
    }

    #[test]
    fn routes_go_by_both_ends() {
        assert_eq!(
            found("(routes: [(from: \"a\", to: \"b\", x: 1)])", "routes.a_b.x"),
            (1, 35)
        );
    }

    #[test]
    fn a_missing_field_is_placed_at_its_record() {
        let (depth, spot) = Span::scan("(clock:\n (weeks: 5))").find(&["clock", "seed"], false, 0);
        assert_eq!((depth, spot), (1, Spot { line: 2, column: 2 }));
    }

    #[test]
    fn broken_text_ends_the_scan() {
        for text in [
            "(((",
            "([{",
            "\"open",
            "r##\"open",
            "/* open",
            ")]}",
            "(a: (b: ",
            "'",
            "#![",
            ":::",
        ] {
            Span::scan(text);
        }
        Span::scan(&"(".repeat(100_000));
    }
}
