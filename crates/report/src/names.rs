//! What things are called: names for ids, alone and inside sentences.

use crate::Brief;

/// Whole numbers of more digits than this are grouped.
const GROUPED_FROM: usize = 4;

/// The name of a country; an unknown id reads as words.
pub(crate) fn country(brief: &Brief, id: &str) -> String {
    let known = brief.countries.get(id);
    known.map_or_else(|| words(id), |country| country.name.clone())
}

/// The name of an agent.
pub(crate) fn agent(brief: &Brief, id: &str) -> String {
    brief.agents.get(id).cloned().unwrap_or_else(|| words(id))
}

/// The name of a good.
pub(crate) fn good(brief: &Brief, id: &str) -> String {
    let known = brief.goods.get(id);
    known.map_or_else(|| words(id), |good| good.name.clone())
}

/// The name of a price zone.
pub(crate) fn zone(brief: &Brief, id: &str) -> String {
    brief.zones.get(id).cloned().unwrap_or_else(|| words(id))
}

/// The name of a material.
pub(crate) fn material(brief: &Brief, id: &str) -> String {
    brief
        .materials
        .get(id)
        .cloned()
        .unwrap_or_else(|| words(id))
}

/// The name of a stage.
pub(crate) fn stage(brief: &Brief, id: &str) -> String {
    let known = brief.stages.iter().find(|(known, _)| known == id);
    known.map_or_else(|| words(id), |(_, name)| name.clone())
}

/// The id of a good by material and stage.
pub(crate) fn good_id<'a>(brief: &'a Brief, material: &str, stage: &str) -> Option<&'a str> {
    let mut goods = brief.goods.iter();
    let found = goods.find(|(_, good)| good.material == material && good.stage == stage);
    found.map(|(id, _)| id.as_str())
}

/// An id as words.
pub(crate) fn words(id: &str) -> String {
    id.replace('_', " ")
}

/// A text with its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A text with its first letter small, unless the second is large too: `NdPr oxide` stays.
pub(crate) fn small(text: &str) -> String {
    let is_word = text
        .chars()
        .skip(1)
        .take_while(|letter| letter.is_alphabetic());
    if is_word.clone().any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// A sentence of the model with names in the place of ids: of countries, goods and agents, and of zones after `in`.
///
/// The id of a policy in brackets at the end goes: it says what the sentence says.
pub(crate) fn sentence(brief: &Brief, text: &str) -> String {
    let text = without_id(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut word = String::new();
    let mut before = String::new();
    for letter in text.chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_' {
            word.push(letter);
            continue;
        }
        flush(brief, &mut word, &mut before, &mut out);
        out.push(letter);
    }
    flush(brief, &mut word, &mut before, &mut out);
    capital(&goods(brief, out))
}

/// Goods that the model writes as words, by their names: `ndpr oxide` is `NdPr oxide`.
fn goods(brief: &Brief, mut text: String) -> String {
    for (id, good) in &brief.goods {
        let plain = words(id);
        if id.contains('_') && text.contains(&plain) {
            text = text.replace(&plain, &small(in_short(&good.name)));
        }
    }
    text
}

/// The name of a scenario as a title.
pub(crate) fn title(brief: &Brief, id: &str) -> String {
    let words: Vec<String> = id
        .split('_')
        .map(|word| {
            brief
                .countries
                .get(word)
                .map_or(word.to_owned(), |it| it.name.clone())
        })
        .collect();
    capital(&words.join(" "))
}

/// A name without what a bracket or a grade in figures explains: a sentence has no need of it.
pub(crate) fn in_short(name: &str) -> &str {
    let name = name.split(" (").next().unwrap_or(name);
    match name.split_once(", ") {
        Some((before, grade)) if grade.starts_with(|sign: char| sign.is_ascii_digit()) => before,
        _ => name,
    }
}

/// The name of a measure: its unit stands elsewhere.
pub(crate) fn measure(brief: &Brief, id: &str) -> String {
    let units = ["_usd_per_year", "_t_per_year", "_usd", "_count", "_share"];
    let bare = units.iter().find_map(|unit| id.strip_suffix(unit));
    capital(&goods(brief, words(bare.unwrap_or(id))))
}

fn without_id(text: &str) -> &str {
    let is_id = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    let found = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("));
    match found {
        Some((before, id)) if id.contains('_') && id.bytes().all(is_id) => before,
        _ => text,
    }
}

fn flush(brief: &Brief, word: &mut String, before: &mut String, out: &mut String) {
    if word.is_empty() {
        return;
    }
    // `USDa`: letters before it belong to the same word.
    let is_whole = !out.ends_with(|before: char| before.is_alphanumeric() || before == '.');
    let named = if is_whole {
        name_in_sentence(brief, word, before)
    } else {
        None
    };
    out.push_str(named.as_deref().unwrap_or(word));
    *before = std::mem::take(word);
}

fn name_in_sentence(brief: &Brief, word: &str, before: &str) -> Option<String> {
    if let Some(country) = brief.countries.get(word) {
        return Some(country.name.clone());
    }
    if before == "in"
        && let Some(zone) = brief.zones.get(word)
    {
        return Some(zone.clone());
    }
    if let Some(good) = brief.goods.get(word) {
        return Some(small(in_short(&good.name)));
    }
    if word.len() > GROUPED_FROM && word.bytes().all(|sign| sign.is_ascii_digit()) {
        return Some(crate::number::grouped(word));
    }
    // An agent's id of one word might be a word of the sentence.
    let is_id = word.contains('_');
    let agent = brief.agents.get(word).filter(|_| is_id);
    agent.cloned().or_else(|| is_id.then(|| words(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Country, Good};

    fn brief() -> Brief {
        let mut brief = Brief::default();
        for (id, name) in [("china", "China"), ("united_states", "United States")] {
            let country = Country {
                name: name.to_owned(),
                zone: "us".to_owned(),
            };
            brief.countries.insert(id.to_owned(), country);
        }
        brief.zones.insert("us".to_owned(), "America".to_owned());
        let good = Good {
            name: "Dysprosium oxide".to_owned(),
            ..Good::default()
        };
        brief.goods.insert("dysprosium_oxide".to_owned(), good);
        brief
    }

    #[test]
    fn ids_in_a_sentence_become_names() {
        let text = "china lifts licences on dysprosium_oxide to united_states (china_us_list)";
        assert_eq!(
            sentence(&brief(), text),
            "China lifts licences on dysprosium oxide to United States"
        );
    }

    #[test]
    fn long_numbers_are_grouped_and_years_and_fractions_are_not() {
        let text = "a missing tonne costs 79324592 USD in 2027, 0.123456 at most";
        assert_eq!(
            sentence(&brief(), text),
            "A missing tonne costs 79,324,592 USD in 2027, 0.123456 at most"
        );
    }

    #[test]
    fn a_zone_is_a_zone_after_in_only() {
        let text = "the quote in us gives us a hint";
        assert_eq!(
            sentence(&brief(), text),
            "The quote in America gives us a hint"
        );
    }

    #[test]
    fn symbols_keep_their_letters() {
        assert_eq!(small("NdPr oxide"), "NdPr oxide");
        assert_eq!(small("Dysprosium oxide"), "dysprosium oxide");
    }
}
