package httpx

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"capaian/internal/fault"
)

const (
	// signInWithin is how long a person may take at the issuer.
	signInWithin = 15 * time.Minute
	// issuerWithin is how long the issuer may take to answer.
	issuerWithin = 5 * time.Second
)

// SignInOptions say who proves who people are.
type SignInOptions struct {
	Issuer   string // of OIDC; its discovery document tells the rest
	ClientID string
	Return   string // full address that the issuer sends people back to
	After    string // full address after signing out, as registered at the issuer
	Secret   []byte // ≥ 32 bytes
	Clock    func() time.Time
	Token    func() string // a fresh random text of 32 to 64 characters, ≥ 128 bits
	Secure   bool
}

// SignIn is the browser's way to the issuer and back: OpenID Connect's authorization code
// flow with PKCE (RFC 7636, S256), state and nonce, for a client without a secret.
type SignIn struct {
	SignInOptions
	seal   sealer
	client *http.Client

	mu    sync.Mutex
	known *discovered
}

// discovered is what the discovery document says.
type discovered struct {
	endpoint   oauth2.Endpoint
	idTokens   *oidc.IDTokenVerifier
	endSession string
}

// NewSignIn asks the issuer nothing yet.
func NewSignIn(o SignInOptions) *SignIn {
	return &SignIn{SignInOptions: o, seal: newSealer(o.Secret, "masuk"), client: &http.Client{Timeout: issuerWithin}}
}

// attempt is what a browser keeps while its person is at the issuer.
type attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Back     string `json:"back"`
	Ends     int64  `json:"ends"` // Unix seconds
}

// cookie names the cookie of an attempt: each tab has its own.
func (*SignIn) cookie(state string) string { return "masuk-" + state[max(len(state)-12, 0):] }

// Begin sends a browser to the issuer. back is the local address to show afterwards.
func (s *SignIn) Begin(w http.ResponseWriter, r *http.Request, back string) error {
	is, err := s.discover(r.Context())
	if err != nil {
		return err
	}
	a := attempt{State: s.Token(), Nonce: s.Token(), Verifier: s.Token() + s.Token(), Back: back, Ends: s.Clock().Add(signInWithin).Unix()}
	setCookie(w, s.cookie(a.State), s.seal.seal(a), signInWithin, s.Secure)
	w.Header().Set("Cache-Control", "no-store")
	to := s.config(is).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier))
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// Finish reads what the issuer sent a browser back with and tells whom it proved and where
// to go on. fault.SignInFailed says what went wrong and is mended by beginning again.
func (s *SignIn) Finish(w http.ResponseWriter, r *http.Request) (sub, back string, err error) {
	q := r.URL.Query()
	a, err := s.attempt(w, r, q.Get("state"))
	if err != nil {
		return "", "", err
	}
	if iss := q.Get("iss"); iss != "" && iss != s.Issuer { // RFC 9207
		return "", "", failed(errors.New("answer of another issuer"), "jawaban datang dari penyedia identitas lain")
	}
	switch e := q.Get("error"); {
	case e == "access_denied":
		return "", "", failed(nil, "Anda membatalkannya atau penyedia identitas menolak")
	case e == "temporarily_unavailable" || e == "server_error":
		return "", "", fault.Wrap(fault.Busy, errors.New("issuer: "+short(e)))
	case e != "" || q.Get("code") == "":
		return "", "", failed(errors.New("issuer: "+short(e)), "penyedia identitas tidak memberi bukti")
	}
	is, err := s.discover(r.Context())
	if err != nil {
		return "", "", err
	}
	token, err := s.config(is).Exchange(oidc.ClientContext(r.Context(), s.client), q.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return "", "", exchangeFault(err)
	}
	raw, _ := token.Extra("id_token").(string)
	if sub, err = s.prove(r.Context(), is, raw, a.Nonce); err != nil {
		return "", "", err
	}
	return sub, a.Back, nil
}

// attempt is what the browser kept for a state. It is good once.
func (s *SignIn) attempt(w http.ResponseWriter, r *http.Request, state string) (attempt, error) {
	var a attempt
	c, err := r.Cookie(cookieName(s.cookie(state), s.Secure))
	if err == nil {
		setCookie(w, s.cookie(state), "", -time.Second, s.Secure)
	}
	if err != nil || !s.seal.open(c.Value, &a) || !same(a.State, state) {
		return a, failed(errors.New("no attempt of this state"), "langkah masuk ini sudah dipakai atau dimulai di peramban lain")
	}
	if s.Clock().Unix() >= a.Ends {
		return a, failed(errors.New("attempt has ended"), "waktunya habis")
	}
	return a, nil
}

// prove verifies an ID token: signature, issuer, audience, time and nonce.
func (s *SignIn) prove(ctx context.Context, is *discovered, raw, nonce string) (string, error) {
	const reason = "bukti dari penyedia identitas tidak sah"
	var down error
	t, err := is.idTokens.Verify(context.WithValue(ctx, keysDown{}, &down), raw)
	switch {
	case err != nil && down != nil:
		return "", fault.Wrap(fault.Busy, down)
	case err != nil:
		return "", failed(err, reason)
	case !same(t.Nonce, nonce):
		return "", failed(errors.New("ID token has another nonce"), reason)
	case t.Subject == "":
		return "", failed(errors.New("ID token has no sub"), reason)
	}
	return t.Subject, nil
}

// EndAddress is where a browser's session at the issuer ends; "" where the issuer tells of
// no such place or is out of reach. Cognito takes client_id and logout_uri, others the
// names of OpenID Connect RP-Initiated Logout.
func (s *SignIn) EndAddress(ctx context.Context) string {
	is, err := s.discover(ctx)
	if err != nil || is.endSession == "" {
		return ""
	}
	u, err := url.Parse(is.endSession)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("client_id", s.ClientID)
	q.Set("logout_uri", s.After)
	q.Set("post_logout_redirect_uri", s.After)
	u.RawQuery = q.Encode()
	return u.String()
}

func (s *SignIn) config(is *discovered) *oauth2.Config {
	return &oauth2.Config{ClientID: s.ClientID, Endpoint: is.endpoint, RedirectURL: s.Return, Scopes: []string{oidc.ScopeOpenID}}
}

// discover reads the discovery document; once it could be read never again.
func (s *SignIn) discover(ctx context.Context) (*discovered, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known != nil {
		return s.known, nil
	}
	p, err := oidc.NewProvider(oidc.ClientContext(ctx, s.client), s.Issuer)
	var more struct {
		Keys string `json:"jwks_uri"`
		End  string `json:"end_session_endpoint"`
	}
	if err == nil {
		err = p.Claims(&more)
	}
	if err != nil {
		return nil, fault.Wrap(fault.Busy, fmt.Errorf("discovery of the issuer: %w", err))
	}
	is := &discovered{endpoint: p.Endpoint(), endSession: more.End}
	is.endpoint.AuthStyle = oauth2.AuthStyleInParams // a client without a secret
	keys := oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), s.client), more.Keys)
	is.idTokens = oidc.NewVerifier(s.Issuer, keySet{keys}, &oidc.Config{ClientID: s.ClientID, SupportedSigningAlgs: signingAlgs, Now: s.Clock})
	s.known = is
	return is, nil
}

// exchangeFault tells a code that the issuer refuses from an issuer that doesn't answer.
func exchangeFault(err error) error {
	refused := (*oauth2.RetrieveError)(nil)
	if errors.As(err, &refused) && refused.Response.StatusCode < 500 && refused.Response.StatusCode != http.StatusTooManyRequests {
		// The answer may hold the code; its error's name is enough.
		return failed(fmt.Errorf("token endpoint: status %d %s", refused.Response.StatusCode, short(refused.ErrorCode)),
			"kode masuk sudah dipakai atau kedaluwarsa")
	}
	if errors.As(err, &refused) {
		return fault.Wrap(fault.Busy, fmt.Errorf("token endpoint: status %d", refused.Response.StatusCode))
	}
	if netErr := (*url.Error)(nil); errors.As(err, &netErr) {
		return fault.Wrap(fault.Busy, fmt.Errorf("token endpoint: %w", netErr.Err))
	}
	return failed(errors.New("token endpoint: no token"), "penyedia identitas tidak memberi bukti")
}

func failed(cause error, reason string) error { return fault.Wrap(fault.SignInFailed, cause, reason) }

// same compares in constant time; blanks are never the same.
func same(a, b string) bool {
	return strings.TrimSpace(a) != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
