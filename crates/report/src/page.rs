//! The page: head, parts in order, style; one file that loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::part::Part;

const STYLE: &str = include_str!("style.css");
/// Nothing is fetched, whatever a name in a scenario says.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The text of the page.
pub(crate) fn text(title: &str, head: &Markup, parts: &[Part]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                title { (title) " - Monazite" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#main" { "Skip to the report" }
                (head)
                nav aria-label="Contents" {
                    ul { @for part in parts { li { a href=(format!("#{}", part.id)) { (part.title) } } } }
                }
                main id="main" {
                    @for part in parts {
                        section id=(part.id) {
                            h2 { (part.title) }
                            (part.body)
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}
