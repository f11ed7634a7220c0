package httpx

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"pgregory.net/rapid"
)

var someday = time.Date(2024, 3, 12, 19, 3, 58, 0, time.UTC)

// viaLambda sends r as the event's JSON through Lambda and gives back the
// request that the handler saw, with its body.
func viaLambda(t rapid.TB, r *http.Request, body []byte) (seen *http.Request, got []byte) {
	t.Helper()
	wire, err := json.Marshal(FromHTTP(r, body, "$default", "req-1", someday))
	if err != nil {
		t.Fatalf("marshal event: %v", err)
	}
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(wire, &e); err != nil {
		t.Fatalf("unmarshal event: %v", err)
	}
	serve := Lambda(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen = r
		got, err = io.ReadAll(r.Body)
	}))
	if _, lambdaErr := serve(context.Background(), e); lambdaErr != nil || err != nil {
		t.Fatalf("serve: %v, read: %v", lambdaErr, err)
	}
	return seen, got
}

// Whatever a client sends reaches the handler behind the gateway as it would
// reach the same handler behind net/http.
func TestRequestRoundTrip(t *testing.T) {
	token := rapid.StringMatching(`[A-Za-z][A-Za-z0-9-]{0,8}`)
	headerValue := rapid.StringMatching(`[!-~]([ -~]{0,12}[!-~])?`)
	cookie := rapid.StringMatching(`[a-z]{1,6}=[A-Za-z0-9._,-]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		path := ""
		for _, s := range rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "segments") {
			path += "/" + url.PathEscape(s) // %2F, %20, UTF-8 and broken UTF-8 alike
		}
		query := url.Values{}
		for _, k := range rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "keys") {
			query[k] = rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "values")
		}
		u, err := url.Parse("https://capaian.example" + path + "?" + query.Encode())
		if err != nil {
			t.Fatalf("parse %q: %v", path, err)
		}
		body := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		r := httptest.NewRequest(
			rapid.SampledFrom([]string{"GET", "POST", "PUT", "DELETE", "PATCH"}).Draw(t, "method"),
			u.String(), bytes.NewReader(body))
		for _, name := range rapid.SliceOfN(token, 0, 4).Draw(t, "headers") {
			r.Header["X-"+http.CanonicalHeaderKey(name)] = rapid.SliceOfN(headerValue, 1, 3).Draw(t, "header")
		}
		r.Header = canonical(r.Header)
		r.Header.Set("Content-Type", rapid.SampledFrom(
			[]string{"application/json", "text/csv; charset=utf-8", "image/png", "application/x-www-form-urlencoded", ""}).Draw(t, "type"))
		cookies := rapid.SliceOfN(cookie, 0, 3).Draw(t, "cookies")
		if len(cookies) > 0 {
			r.Header.Set("Cookie", strings.Join(cookies, "; "))
		}

		seen, got := viaLambda(t, r, body)

		want := http.Header{}
		for name, values := range r.Header {
			want[name] = []string{strings.Join(values, ",")}
		}
		want[requestIDHeader] = []string{"req-1"}
		switch {
		case seen.Method != r.Method:
			t.Fatalf("method: got %q, want %q", seen.Method, r.Method)
		case seen.URL.Path != r.URL.Path || seen.URL.EscapedPath() != r.URL.EscapedPath():
			t.Fatalf("path: got %q (%q), want %q (%q)", seen.URL.Path, seen.URL.EscapedPath(), r.URL.Path, r.URL.EscapedPath())
		case seen.URL.RawQuery != r.URL.RawQuery || !reflect.DeepEqual(seen.URL.Query(), r.URL.Query()):
			t.Fatalf("query: got %q, want %q", seen.URL.RawQuery, r.URL.RawQuery)
		case !reflect.DeepEqual(seen.Header, want):
			t.Fatalf("headers: got %v, want %v", seen.Header, want)
		case len(seen.Cookies()) != len(r.Cookies()):
			t.Fatalf("cookies: got %v, want %v", seen.Cookies(), r.Cookies())
		case !bytes.Equal(got, body) || seen.ContentLength != int64(len(body)):
			t.Fatalf("body: got %q (%d), want %q", got, seen.ContentLength, body)
		case seen.Host != "capaian.example" || ClientIP(seen) != ClientIP(r):
			t.Fatalf("host, client: got %q %q, want %q %q", seen.Host, ClientIP(seen), r.Host, ClientIP(r))
		}
	})
}

func canonical(h http.Header) http.Header {
	out := http.Header{}
	for name, values := range h {
		out[http.CanonicalHeaderKey(name)] = values
	}
	return out
}

// What the handler answers reaches the client through the payload.
func TestResponseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		status := rapid.SampledFrom([]int{200, 201, 302, 404, 412, 500}).Draw(t, "status")
		body := rapid.OneOf(
			rapid.SliceOf(rapid.Byte()),
			rapid.Map(rapid.String(), func(s string) []byte { return []byte(s) })).Draw(t, "body")
		encoding := rapid.SampledFrom([]string{"", "gzip"}).Draw(t, "encoding")
		h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Vary"] = []string{"Accept", "Cookie"}
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", MaxAge: 5})
			http.SetCookie(w, &http.Cookie{Name: "b", Value: "2", Expires: someday}) // its date has a comma
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			w.WriteHeader(status)
			w.Header().Set("X-Late", "1")
			w.WriteHeader(http.StatusTeapot)
			_, _ = w.Write(body[:len(body)/2])
			_, _ = w.Write(body[len(body)/2:])
		})
		res, err := Lambda(h)(context.Background(), FromHTTP(httptest.NewRequest("GET", "/", nil), nil, "", "", someday))
		if err != nil {
			t.Fatalf("serve: %v", err)
		}
		wire, err := json.Marshal(res)
		if err != nil {
			t.Fatalf("marshal: %v", err)
		}
		var back events.APIGatewayV2HTTPResponse
		if err := json.Unmarshal(wire, &back); err != nil {
			t.Fatalf("unmarshal: %v", err)
		}
		w := httptest.NewRecorder()
		if err := WriteResponse(w, back); err != nil {
			t.Fatalf("write: %v", err)
		}
		got := w.Result()
		switch {
		case got.StatusCode != status:
			t.Fatalf("status: got %d, want %d", got.StatusCode, status)
		case !bytes.Equal(w.Body.Bytes(), body):
			t.Fatalf("body: got %q, want %q", w.Body.Bytes(), body)
		case got.Header.Get("Vary") != "Accept, Cookie" || got.Header.Get("X-Late") != "":
			t.Fatalf("headers: got %v", got.Header)
		case len(got.Cookies()) != 2:
			t.Fatalf("cookies: got %v, want two", got.Header["Set-Cookie"])
		case res.IsBase64Encoded != (encoding != "" || !isUTF8(body)):
			t.Fatalf("base64: got %v for %q", res.IsBase64Encoded, body)
		}
	})
}

func isUTF8(b []byte) bool { return strings.ToValidUTF8(string(b), "") == string(b) }

// The gateway sends rawPath decoded, our local machine sends it escaped.
func TestPathURL(t *testing.T) {
	for _, tt := range []struct{ name, raw, path, escaped string }{
		{"plain", "/api/v1/ind", "/api/v1/ind", "/api/v1/ind"},
		{"empty", "", "/", "/"},
		{"escaped slash", "/a%2Fb", "/a/b", "/a%2Fb"},
		{"escaped space", "/a%20b", "/a b", "/a%20b"},
		{"escaped utf-8", "/caf%C3%A9", "/café", "/caf%C3%A9"},
		{"decoded space", "/a b", "/a b", "/a%20b"},
		{"decoded utf-8", "/café", "/café", "/caf%C3%A9"},
		{"decoded question mark", "/a?b=1", "/a?b=1", "/a%3Fb=1"},
		{"decoded fragment", "/a#b", "/a#b", "/a%23b"},
		{"bare percent", "/50%", "/50%", "/50%25"},
		{"decoded with what looks like an escape", "/a b%41", "/a b%41", "/a%20b%2541"},
		{"double slash", "//host/a", "//host/a", "//host/a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := pathURL(tt.raw)
			if u.Path != tt.path || u.EscapedPath() != tt.escaped || u.RawQuery != "" || u.Host != "" {
				t.Errorf("got %q %q (query %q), want %q %q", u.Path, u.EscapedPath(), u.RawQuery, tt.path, tt.escaped)
			}
		})
	}
}

// An event as the gateway sends it, from AWS's documentation of format 2.0.
const gatewayEvent = `{
  "version": "2.0", "routeKey": "$default", "rawPath": "/my/path", "rawQueryString": "p1=v1&p1=v2&p2=v",
  "cookies": ["cookie1=a", "cookie2=b"],
  "headers": {"header1": "value1", "header2": "value1,value2", "host": "id.example", "x-request-id": "forged"},
  "queryStringParameters": {"p1": "v1,v2", "p2": "v"},
  "requestContext": {
    "accountId": "123456789012", "apiId": "api-id", "domainName": "id.execute-api.example",
    "http": {"method": "POST", "path": "/my/path", "protocol": "HTTP/1.1", "sourceIp": "2001:db8::7", "userAgent": "agent"},
    "requestId": "JKJaXmPLvHcESHA=", "routeKey": "$default", "stage": "$default",
    "time": "12/Mar/2020:19:03:58 +0000", "timeEpoch": 1583348638390},
  "body": "SGVsbG8=", "isBase64Encoded": true}`

func TestGatewayEvent(t *testing.T) {
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal([]byte(gatewayEvent), &e); err != nil {
		t.Fatal(err)
	}
	res, err := Lambda(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_ = WriteJSON(w, http.StatusOK, map[string]any{
			"uri": r.RequestURI, "p1": r.URL.Query()["p1"], "host": r.Host, "remote": r.RemoteAddr,
			"ip": ClientIP(r), "cookie": r.Header.Get("Cookie"), "header2": r.Header.Get("Header2"),
			"id": RequestID(r.Context()), "id_header": r.Header.Get(requestIDHeader), "body": string(body),
			"host_header": r.Header.Get("Host"), "proto": r.Proto,
		})
	}))(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(res.Body), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"uri": "/my/path?p1=v1&p1=v2&p2=v", "p1": []any{"v1", "v2"}, "host": "id.example", "remote": "[2001:db8::7]:0",
		"ip": "2001:db8::7", "cookie": "cookie1=a; cookie2=b", "header2": "value1,value2",
		"id": "JKJaXmPLvHcESHA=", "id_header": "JKJaXmPLvHcESHA=", "body": "Hello",
		"host_header": "", "proto": "HTTP/1.1",
	}
	if !maps.EqualFunc(got, want, func(a, b any) bool { return reflect.DeepEqual(a, b) }) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// A client can't name its request where no gateway does.
func TestForgedRequestID(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set(requestIDHeader, "forged")
	r.RemoteAddr = "@" // a Unix socket: no port to take off
	e := FromHTTP(r, nil, "$default", "", someday)
	_, err := Lambda(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get(requestIDHeader) + RequestID(r.Context()); got != "" {
			t.Errorf("number: got %q, want none", got)
		}
	}))(context.Background(), e)
	if err != nil || e.RequestContext.HTTP.SourceIP != "@" {
		t.Errorf("got %v, source %q", err, e.RequestContext.HTTP.SourceIP)
	}
}

func TestFromHTTP(t *testing.T) {
	for _, tt := range []struct {
		name, contentType, body string
		base64                  bool
	}{
		{"json stays text", "application/json", `{"a":"é"}`, false},
		{"problem stays text", "application/problem+json; charset=utf-8", `{}`, false},
		{"csv stays text", "text/csv", "a;b", false},
		{"a form is base64, as the gateway has it", "application/x-www-form-urlencoded", "a=1", true},
		{"undeclared", "", "a", true},
		{"json that is not UTF-8", "application/json", "\xff", true},
		{"nothing", "image/png", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/a%2Fb?x=1&x=2", nil)
			r.Header.Set("Content-Type", tt.contentType)
			e := FromHTTP(r, []byte(tt.body), "POST /{p+}", "id-9", someday)
			want := tt.body
			if tt.base64 {
				want = base64.StdEncoding.EncodeToString([]byte(tt.body))
			}
			if e.IsBase64Encoded != tt.base64 || e.Body != want {
				t.Errorf("body: got %q base64=%v, want %q base64=%v", e.Body, e.IsBase64Encoded, want, tt.base64)
			}
			if e.RawPath != "/a%2Fb" || e.QueryStringParameters["x"] != "1,2" || e.RequestContext.RequestID != "id-9" ||
				e.RouteKey != "POST /{p+}" || e.RequestContext.Time != "12/Mar/2024:19:03:58 +0000" ||
				e.RequestContext.TimeEpoch != someday.UnixMilli() || e.RequestContext.HTTP.SourceIP != "192.0.2.1" {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestResponseBodies(t *testing.T) {
	large := strings.Repeat("Capaian kinerja – é ", 100_000)
	for _, tt := range []struct {
		name, method string
		status       int
		header       http.Header
		body         string
		base64       bool
		want         string
		contentType  string
	}{
		{"large text stays a string", "GET", 200, nil, large, false, large, "text/plain; charset=utf-8"},
		{"pdf", "GET", 200, http.Header{"Content-Type": {"application/pdf"}}, "%PDF-\xe2", true, "JVBERi3i", "application/pdf"},
		{"gzip", "GET", 200, http.Header{"Content-Encoding": {"gzip"}, "Content-Type": {"text/html"}}, "abc", true, "YWJj", "text/html"},
		{"head", "HEAD", 200, nil, "abc", false, "", ""},
		{"no content", "DELETE", 204, nil, "abc", false, "", ""},
		{"nothing written", "GET", 0, nil, "", false, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				maps.Copy(w.Header(), tt.header)
				if tt.status != 0 {
					w.WriteHeader(http.StatusEarlyHints) // must not count as the answer
					w.WriteHeader(tt.status)
					_, _ = io.WriteString(w, tt.body)
				}
			})
			res, err := Lambda(h)(context.Background(), FromHTTP(httptest.NewRequest(tt.method, "/", nil), nil, "", "", someday))
			if err != nil {
				t.Fatal(err)
			}
			if want := cmp.Or(tt.status, 200); res.StatusCode != want {
				t.Errorf("status: got %d, want %d", res.StatusCode, want)
			}
			if res.Body != tt.want || res.IsBase64Encoded != tt.base64 || res.Headers["Content-Type"] != tt.contentType {
				t.Errorf("got %.40q base64=%v %q, want %.40q base64=%v %q", res.Body, res.IsBase64Encoded,
					res.Headers["Content-Type"], tt.want, tt.base64, tt.contentType)
			}
		})
	}
}

func TestBadEventsAndResponses(t *testing.T) {
	none := Lambda(http.NotFoundHandler())
	for name, spoil := range map[string]func(*events.APIGatewayV2HTTPRequest){
		"body not base64":   func(e *events.APIGatewayV2HTTPRequest) { e.Body, e.IsBase64Encoded = "***", true },
		"impossible method": func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.HTTP.Method = "A B" },
	} {
		e := FromHTTP(httptest.NewRequest("GET", "/", nil), nil, "", "", someday)
		spoil(&e)
		if _, err := none(context.Background(), e); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	w := httptest.NewRecorder()
	err := WriteResponse(w, events.APIGatewayV2HTTPResponse{StatusCode: 404, Body: "***", IsBase64Encoded: true})
	if err == nil || w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("bad response: got err %v, status %d, body %q; want an error and nothing written", err, w.Code, w.Body)
	}
	w = httptest.NewRecorder()
	err = WriteResponse(w, events.APIGatewayV2HTTPResponse{MultiValueHeaders: map[string][]string{"link": {"a", "b"}}})
	if err != nil || w.Code != 200 || len(w.Header().Values("Link")) != 2 {
		t.Errorf("no status: got err %v, status %d, headers %v", err, w.Code, w.Header())
	}
}

// The handler's context ends before the platform's, so that it can answer.
func TestLambdaDeadline(t *testing.T) {
	end := time.Now().Add(time.Hour)
	ctx, cancel := context.WithDeadline(context.Background(), end)
	defer cancel()
	var got time.Time
	_, err := Lambda(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got, _ = r.Context().Deadline()
	}))(ctx, FromHTTP(httptest.NewRequest("GET", "/", nil), nil, "", "", someday))
	if want := end.Add(-answerMargin); err != nil || !got.Equal(want) {
		t.Errorf("deadline: got %v (%v), want %v", got, err, want)
	}
}
