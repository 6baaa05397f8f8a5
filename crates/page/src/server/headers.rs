//! What a browser may do with the page.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Everything that the page needs comes from itself; nothing else is loaded, framed, posted or run.
pub(super) fn content_policy(host: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// A report has its style within, no script, and loads nothing.
pub(super) const REPORT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Sets the headers of every answer; one that has a policy of its own keeps it. `host` has passed the gate.
pub(super) fn set(headers: &mut HeaderMap, host: &str) {
    let fixed: [(HeaderName, &'static str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), usb=(), serial=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Elsewhere a browser takes a page without encryption for untrustworthy, ignores this header and says so to everybody.
    if is_this_machine(host) {
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
    }
    let policy = HeaderValue::from_str(&content_policy(host));
    if let Ok(policy) = policy {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(policy);
    }
}

fn is_this_machine(host: &str) -> bool {
    ["127.0.0.1:", "localhost:", "[::1]:"]
        .iter()
        .any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opener_policy_is_for_hosts_that_a_browser_trusts_and_the_rest_for_all() {
        for (host, is_there) in [("localhost:8377", true), ("192.168.1.9:8377", false)] {
            let mut headers = HeaderMap::new();
            set(&mut headers, host);
            assert_eq!(
                headers.contains_key("cross-origin-opener-policy"),
                is_there,
                "{host}"
            );
            for name in [
                "content-security-policy",
                "x-frame-options",
                "referrer-policy",
            ] {
                assert!(headers.contains_key(name), "{host}: {name}");
            }
        }
    }
}
