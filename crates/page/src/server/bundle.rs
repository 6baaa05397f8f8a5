//! The page itself, built into the program from `crates/page/dist`.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "dist/"]
struct Bundle;

/// A file of the bundle. Only names that are in it exist: a path never reaches a file system.
pub(super) async fn file(uri: Uri) -> Response {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    match Bundle::get(name) {
        Some(file) => {
            let kind = file.metadata.mimetype().to_owned();
            (
                [
                    (header::CONTENT_TYPE, with_charset(kind)),
                    (header::CACHE_CONTROL, "no-cache".to_owned()),
                ],
                file.data,
            )
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn with_charset(kind: String) -> String {
    if kind.starts_with("text/") {
        format!("{kind}; charset=utf-8")
    } else {
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundle_holds_a_page_a_script_and_a_style() {
        for name in ["index.html", "page.js", "page.css"] {
            assert!(
                Bundle::get(name).is_some(),
                "{name}: build it with crates/page/web/build.sh"
            );
        }
    }

    #[test]
    fn page_has_no_inline_script_or_style_and_names_no_other_host() {
        let page = Bundle::get("index.html").unwrap();
        let text = String::from_utf8(page.data.to_vec()).unwrap();
        assert!(!text.contains("<style") && !text.contains("style=") && !text.contains("http"));
        assert_eq!(
            text.matches("<script").count(),
            text.matches("src=\"./page.js\"").count()
        );
    }

    /// The script holds the code of others, whose licences ask to be passed on with it.
    #[test]
    fn notices_hold_every_library_in_the_script_at_its_version() {
        let lock: serde_json::Value =
            serde_json::from_str(include_str!("../../web/package-lock.json")).unwrap();
        let notices = Bundle::get("notices.txt").unwrap();
        let text = String::from_utf8(notices.data.to_vec()).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        let shipped = packages
            .iter()
            .filter(|(_, package)| package["dev"] != true && package["peer"] != true);
        let mut count = 0;
        for (path, package) in shipped.filter(|(path, _)| !path.is_empty()) {
            let (name, version) = (&path["node_modules/".len()..], &package["version"]);
            let head = format!("{name} {}: ", version.as_str().unwrap());
            assert!(
                text.contains(&head),
                "{head} is not in web/public/notices.txt"
            );
            count += 1;
        }
        assert!(count >= 5, "{count}");
    }
}
