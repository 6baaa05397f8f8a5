//! Rust source reduced to its code: without comments, blank lines and text, which is enough to count lines and to see
//! who names whom.

/// The source with comments and the contents of strings and characters replaced by spaces; lines stay where they are.
pub fn without_comments_and_text(source: &str) -> String {
    let bytes: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = end_of_token(&bytes, at);
        if end == at + 1 {
            code.push(bytes[at]);
        } else {
            code.extend(
                bytes[at..end]
                    .iter()
                    .map(|letter| if *letter == '\n' { '\n' } else { ' ' }),
            );
        }
        at = end;
    }
    code
}

/// Lines that hold code.
pub fn code_lines(source: &str) -> usize {
    // Text is code here: a line of a string literal counts.
    let mut lines = 0;
    let mut depth = 0_usize;
    for line in source.lines() {
        let line = line.trim();
        if depth > 0 {
            depth += line.matches("/*").count();
            depth = depth.saturating_sub(line.matches("*/").count());
        } else if line.starts_with("/*") {
            depth = 1_usize.saturating_sub(line.matches("*/").count());
        } else if !line.is_empty() && !line.starts_with("//") {
            lines += 1;
        }
    }
    lines
}

/// The part of the source before its unit tests, which may reach further than what they test.
pub fn before_tests(source: &str) -> &str {
    source
        .find("#[cfg(test)]\nmod ")
        .map_or(source, |at| &source[..at])
}

/// Modules of the crate root that the code names, as `module` or `module::child`, through `crate::` or, in a file of
/// the root itself, through `super::`.
pub fn crate_paths(code: &str) -> Vec<String> {
    let code = without_comments_and_text(code);
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `pub(in crate::x)` and `$crate::x` name a module as much as `use` does.
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                paths.extend(group_members(group).iter().map(|member| two_steps(member)));
            }
            None => paths.push(two_steps(rest)),
        }
    }
    paths.retain(|path| !path.is_empty());
    paths.sort();
    paths.dedup();
    paths
}

/// Members of a `use` group, up to its closing brace, without what nests inside them.
fn group_members(group: &str) -> Vec<String> {
    let mut members = vec![String::new()];
    let mut depth = 0;
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            _ if depth == 0 => members
                .last_mut()
                .into_iter()
                .for_each(|member| member.push(letter)),
            _ => {}
        }
    }
    members
        .iter()
        .map(|member| member.trim().to_owned())
        .collect()
}

/// The first two steps of a path: `govern::quota` of `govern::quota::ExportQuota`, `goods` of `goods`.
fn two_steps(path: &str) -> String {
    let end =
        path.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
    let path = end.map_or(path, |end| &path[..end]);
    path.split("::")
        .filter(|step| !step.is_empty())
        .take(2)
        .collect::<Vec<_>>()
        .join("::")
}

/// One past the end of the comment, string or character that begins at `at`; `at + 1` for anything else.
fn end_of_token(source: &[char], at: usize) -> usize {
    let next = |ahead: usize| source.get(at + ahead).copied().unwrap_or(' ');
    match (source[at], next(1)) {
        ('/', '/') => find(source, at, |rest| rest[0] == '\n'),
        ('/', '*') => end_of_block(source, at),
        ('r', '"' | '#') if !follows_a_name(source, at) => end_of_raw_string(source, at),
        ('"', _) => end_of_string(source, at),
        ('\'', '\\') => find(source, at + 3, |rest| rest[0] == '\'') + 1,
        ('\'', _) if next(2) == '\'' => at + 3,
        _ => at + 1,
    }
}

fn follows_a_name(source: &[char], at: usize) -> bool {
    at > 0 && (source[at - 1].is_alphanumeric() || source[at - 1] == '_')
}

fn find(source: &[char], from: usize, found: impl Fn(&[char]) -> bool) -> usize {
    (from..source.len())
        .find(|at| found(&source[*at..]))
        .unwrap_or(source.len())
}

fn end_of_block(source: &[char], at: usize) -> usize {
    let (mut depth, mut here) = (0, at);
    while here < source.len() {
        match (source[here], source.get(here + 1)) {
            ('/', Some('*')) => (depth, here) = (depth + 1, here + 2),
            ('*', Some('/')) if depth == 1 => return here + 2,
            ('*', Some('/')) => (depth, here) = (depth - 1, here + 2),
            _ => here += 1,
        }
    }
    source.len()
}

fn end_of_string(source: &[char], at: usize) -> usize {
    let mut here = at + 1;
    while here < source.len() {
        match source[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    source.len()
}

fn end_of_raw_string(source: &[char], at: usize) -> usize {
    let hashes = source[at + 1..]
        .iter()
        .take_while(|letter| **letter == '#')
        .count();
    if source.get(at + 1 + hashes) != Some(&'"') {
        return at + 1;
    }
    let closes = |rest: &[char]| {
        rest[0] == '"' && rest[1..].iter().take(hashes).filter(|l| **l == '#').count() == hashes
    };
    (find(source, at + 2 + hashes, closes) + 1 + hashes).min(source.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_text_are_blanked_and_lines_kept() {
        let source = "let a = \"crate::mine // no\"; // crate::buy\n/* x /* y */ crate::govern */ let b = 'c';\n";
        let code = without_comments_and_text(source);
        assert!(!code.contains("crate::") && code.contains("let a =") && code.contains("let b ="));
        assert_eq!(code.lines().count(), 2);
    }

    #[test]
    fn raw_strings_and_escapes_end_where_they_end() {
        let source = "r#\"a \" crate::x\"#; \"\\\"crate::y\"; '\\''; for<'a> crate::z";
        assert_eq!(crate_paths(source), ["z"]);
    }

    #[test]
    fn lines_of_code_leave_comments_out() {
        // two lines of code, one blank, one documentation, three of a block comment
        assert_eq!(code_lines("/// doc\nfn a() {\n\n/* one\n two\n*/\n}\n"), 2);
    }

    #[test]
    fn groups_and_inline_paths_are_seen() {
        let source = "use crate::{goods::{Good, Goods}, place};\nfn f() { crate::govern::quota::open() }\nuse crate::mine::*;";
        assert_eq!(
            crate_paths(source),
            ["goods", "govern::quota", "mine", "place"]
        );
    }

    #[test]
    fn unit_tests_are_cut_off() {
        assert_eq!(
            before_tests("fn a() {}\n#[cfg(test)]\nmod tests { use crate::mine; }"),
            "fn a() {}\n"
        );
    }
}
