//! What is done to every request, whatever it asks for: whose forms are taken, and what a browser may
//! do with the answer.

use std::time::Duration;

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::error::{WebError, wants_json};

/// Nothing but our own files; no script or style within a page; no page of ours in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts the headers on every response that keep a browser from doing what no page of ours needs.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(CONTENT_SECURITY_POLICY, POLICY);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(REFERRER_POLICY, "no-referrer");
    put(X_FRAME_OPTIONS, "DENY");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    // Somebody else may use the same browser afterwards.
    put(CACHE_CONTROL, "no-store");
    response
}

/// How long a form may take to arrive and to be kept.
const PATIENCE: Duration = Duration::from_secs(60);

/// Gives up on a form that does not come to its end.
pub(super) async fn patience(request: Request, next: Next) -> Response {
    let wants_json = wants_json(request.headers());
    if *request.method() == Method::GET {
        // Live updates go on for hours.
        return next.run(request).await;
    }
    let answered = tokio::time::timeout(PATIENCE, next.run(request)).await;
    answered.unwrap_or_else(|_| WebError::TooSlow.response(wants_json))
}

/// Refuses forms that another site makes a browser send. Browsers say where a request comes from
/// (Fetch Metadata, <https://www.w3.org/TR/fetch-metadata/>); older ones at least name the origin.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_ours(request.headers()) {
        next.run(request).await
    } else {
        WebError::OtherOrigin.response(wants_json(request.headers()))
    }
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN) {
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST)
        }
        // No browser: it holds nobody's cookies but its own.
        None => !headers.contains_key(ORIGIN),
    }
}
