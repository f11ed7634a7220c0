package httpx

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"

	"capaian/internal/fault"
)

const (
	// sessionMax is a working day: nobody is signed out in the middle of a form.
	sessionMax = 12 * time.Hour
	// sessionIdle ends a session that nobody used, as on a shared machine.
	sessionIdle = 3 * time.Hour
	// sessionRenew is how old the note of the last use gets before it is written anew.
	sessionRenew = 10 * time.Minute
	// sessionKept is how long a browser keeps a session, ended ones included: by it the forms
	// that were open when it ended are known as this person's after signing in again.
	sessionKept = 7 * 24 * time.Hour
)

// Session is who signed in in a browser, and when.
type Session struct {
	Sub   string `json:"sub"`
	ID    string `json:"id"` // of what the forms are bound to; outlives a new sign-in of the same person
	Began int64  `json:"began"`
	Used  int64  `json:"used"` // both in Unix seconds
}

// Sessions keeps the sessions of pages in the browsers themselves, sealed. That a person
// was switched off is not in them: their record is read with every request.
type Sessions struct {
	seal   sealer
	key    []byte // of the forms' tokens
	clock  func() time.Time
	newID  func() string
	secure bool
}

// NewSessions are the sessions under a secret of ≥ 32 bytes; secure ones are for HTTPS.
func NewSessions(secret []byte, clock func() time.Time, newID func() string, secure bool) *Sessions {
	key, _ := hkdf.Key(sha256.New, secret, nil, "capaian formulir", 32) // see newSealer
	return &Sessions{newSealer(secret, "sesi"), key, clock, newID, secure}
}

// Start signs sub in. Forms that the same person opened in this browser stay good; whose
// session was another's or none gets an ID of its own. What another left without signing
// out, pages and drafts, the browser drops.
func (s *Sessions) Start(w http.ResponseWriter, r *http.Request, sub string) {
	now := s.clock().Unix()
	se := Session{Sub: sub, ID: s.newID(), Began: now, Used: now}
	if old, ok := s.read(r); ok && old.Sub == sub {
		se.ID = old.ID
	} else if ok {
		ForgetPages(w)
	}
	s.set(w, s.seal.seal(se), sessionKept)
}

// Of is the session of a request. With fault.Unauthenticated it is a session that has
// ended, or empty where there is none that we sealed.
func (s *Sessions) Of(r *http.Request) (Session, error) {
	se, ok := s.read(r)
	now := s.clock()
	if !ok || now.Sub(time.Unix(se.Began, 0)) >= sessionMax || now.Sub(time.Unix(se.Used, 0)) >= sessionIdle {
		return se, fault.New(fault.Unauthenticated)
	}
	return se, nil
}

func (s *Sessions) read(r *http.Request) (se Session, ok bool) {
	c, err := r.Cookie(cookieName("sesi", s.secure))
	return se, err == nil && s.seal.open(c.Value, &se)
}

// Renew notes that a session is in use.
func (s *Sessions) Renew(w http.ResponseWriter, se Session) {
	now := s.clock()
	if now.Sub(time.Unix(se.Used, 0)) < sessionRenew {
		return
	}
	se.Used = now.Unix()
	s.set(w, s.seal.seal(se), sessionKept)
}

// End ends the session in the browser.
func (s *Sessions) End(w http.ResponseWriter) { s.set(w, "", -time.Second) }

// FormToken is what the forms of a session carry: no other session's and no other site's
// form has it.
func (s *Sessions) FormToken(se Session) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(se.ID + "\x00" + se.Sub))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// OwnForm tells, in constant time, whether a form's token is of the session.
func (s *Sessions) OwnForm(se Session, token string) bool {
	return se.ID != "" && hmac.Equal([]byte(token), []byte(s.FormToken(se)))
}

func (s *Sessions) set(w http.ResponseWriter, value string, age time.Duration) {
	setCookie(w, "sesi", value, age, s.secure)
}

// setCookie keeps a value in the browser for age (whole seconds; negative removes it). Lax,
// so that a link in an e-mail opens signed in, while a form elsewhere doesn't.
func setCookie(w http.ResponseWriter, name, value string, age time.Duration, secure bool) {
	http.SetCookie(w, &http.Cookie{
		Name:     cookieName(name, secure),
		Value:    value,
		Path:     "/",
		MaxAge:   int(age / time.Second),
		Secure:   secure,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

// cookieName is a cookie's name. Over TLS the prefix __Host- keeps a neighbouring
// subdomain from planting its own; plain HTTP on a local machine can't use it.
func cookieName(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}
