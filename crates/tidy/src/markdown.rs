//! What a Markdown document points at: links, anchors, and paths of the tree in backticks.

/// Where a link of a document leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Line of the document, from 1.
    pub line: usize,
    /// Target as written, without a title.
    pub target: String,
}

/// Links and pictures `[text](target)`, outside code.
pub fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, words) in prose(text) {
        for part in without_code(words).split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            links.push(Link {
                line,
                target: target.to_owned(),
            });
        }
    }
    links
}

/// Contents of backticks, outside code blocks, with their lines.
pub fn code_spans(text: &str) -> Vec<(usize, String)> {
    prose(text)
        .flat_map(|(line, words)| {
            words
                .split('`')
                .skip(1)
                .step_by(2)
                .map(move |span| (line, span.to_owned()))
        })
        .collect()
}

/// Anchors of the headings, made as the usual viewers make them: lower case, spaces to hyphens, no punctuation.
pub fn anchors(text: &str) -> Vec<String> {
    prose(text)
        .filter(|(_, words)| words.starts_with('#'))
        .map(|(_, words)| {
            let title = words.trim_start_matches('#').trim().to_lowercase();
            let kept = title
                .chars()
                .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            kept.map(|letter| if letter == ' ' { '-' } else { letter })
                .collect()
        })
        .collect()
}

/// Lines outside fenced code, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        (!in_code && !is_fence).then_some((index + 1, line))
    })
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# One page: of `two`\nSee [a](b.md#c) and `[x](y)` in `crates/z.rs`.\n```\n[n](o)\n```\n![p](q.png \"t\")\n";

    #[test]
    fn links_in_code_are_no_links() {
        let targets: Vec<(usize, String)> = links(PAGE)
            .into_iter()
            .map(|link| (link.line, link.target))
            .collect();
        assert_eq!(targets, [(2, "b.md#c".to_owned()), (6, "q.png".to_owned())]);
    }

    #[test]
    fn spans_are_found_by_line() {
        let spans: Vec<String> = code_spans(PAGE).into_iter().map(|(_, span)| span).collect();
        assert_eq!(spans, ["two", "[x](y)", "crates/z.rs"]);
    }

    #[test]
    fn anchors_are_spelt_like_the_viewers_do() {
        assert_eq!(anchors(PAGE), ["one-page-of-two"]);
    }
}
