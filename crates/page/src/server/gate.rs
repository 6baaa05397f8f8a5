//! Who may ask at all: the right host, the right origin, and reading only.
//!
//! A hostile page in the same browser can send requests to this server. It cannot choose the `Host` header (a rebound name
//! shows itself there) nor the `Origin` header, so both are compared with the few addresses that the server has.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::headers;
use super::house::House;

/// Refuses what is not for this page and sets the headers of what is.
pub(super) async fn check(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(host) = pass(&house.hosts, request.method(), request.headers()) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let mut response = next.run(request).await;
    headers::set(response.headers_mut(), &host);
    response
}

/// The host of a request that may pass.
fn pass(hosts: &[String], method: &Method, headers: &HeaderMap) -> Option<String> {
    if method != Method::GET && method != Method::HEAD {
        return None;
    }
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next()?.to_str().ok()?.to_ascii_lowercase();
    if named.next().is_some() || !hosts.contains(&host) {
        return None;
    }
    let is_ours = headers.get_all(header::ORIGIN).iter().all(|origin| {
        origin
            .to_str()
            .ok()
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(|origin| hosts.iter().any(|it| it == origin))
    });
    // A socket is opened by a page, and every browser says which.
    let is_upgrade = headers.contains_key(header::UPGRADE);
    (is_ours && (!is_upgrade || headers.contains_key(header::ORIGIN))).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(method: &Method, lines: &[(header::HeaderName, &str)]) -> bool {
        let hosts = ["127.0.0.1:8377".to_owned(), "localhost:8377".to_owned()];
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        pass(&hosts, method, &headers).is_some()
    }

    #[test]
    fn own_host_passes_and_any_other_does_not() {
        assert!(asked(&Method::GET, &[(header::HOST, "127.0.0.1:8377")]));
        assert!(asked(&Method::GET, &[(header::HOST, "LocalHost:8377")]));
        for host in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:8377.evil.example",
        ] {
            assert!(!asked(&Method::GET, &[(header::HOST, host)]), "{host}");
        }
        assert!(!asked(&Method::GET, &[]));
        assert!(!asked(
            &Method::GET,
            &[
                (header::HOST, "localhost:8377"),
                (header::HOST, "evil.example")
            ]
        ));
    }

    #[test]
    fn origin_of_another_page_does_not_pass() {
        let with = |origin: &str| {
            asked(
                &Method::GET,
                &[(header::HOST, "localhost:8377"), (header::ORIGIN, origin)],
            )
        };
        assert!(with("http://localhost:8377"));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:8377",
            "http://localhost:8378",
            "file://",
        ] {
            assert!(!with(origin), "{origin}");
        }
    }

    #[test]
    fn socket_without_an_origin_does_not_pass() {
        assert!(!asked(
            &Method::GET,
            &[
                (header::HOST, "localhost:8377"),
                (header::UPGRADE, "websocket")
            ]
        ));
    }

    #[test]
    fn nothing_can_be_posted() {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            assert!(
                !asked(&method, &[(header::HOST, "localhost:8377")]),
                "{method}"
            );
        }
    }
}
