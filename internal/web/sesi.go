package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
)

// batasFormulir bounds the body of any form without files, in bytes; each form has a limit
// of its own below it.
const batasFormulir = 2 << 20

// csrf is the token that the forms of a request's session carry; "" signed out.
func (h *handler) csrf(r *http.Request) string {
	s, err := h.sesi.Of(r)
	if err != nil {
		return ""
	}
	return h.sesi.FormToken(s)
}

// formulirSah checks that what is sent is a form of the session: errSesi is nil for one
// that is good. A form of a session that has ended is refused as such, for its person to
// sign in again and send it; nobody's form is read no further.
func (h *handler) formulirSah(r *http.Request, s httpx.Session, errSesi error) error {
	if s.Sub == "" {
		return errSesi
	}
	token, err := httpx.FormToken(r, "csrf", batasFormulir)
	switch {
	case errSesi != nil && err == nil && h.sesi.OwnForm(s, token):
		return &fault.Error{Code: fault.Unauthenticated, Data: isianTertahan{}}
	case errSesi != nil:
		return errSesi
	case err != nil:
		return err
	case !h.sesi.OwnForm(s, token):
		return fault.New(fault.FormToken)
	}
	return nil
}

// isianTertahan marks a form that came after its session had ended.
type isianTertahan struct{}

// tertahan is one field of such a form.
type tertahan struct{ Nama, Nilai string }

// isianKembali are the fields of a form that did not get through, to be sent again as they
// are: signing in again in the same browser is the same session to the forms that were
// open, and what is busy passes. A form with files is not kept: a page cannot hold them.
func isianKembali(r *http.Request, p httpx.Problem) []tertahan {
	switch p.Code {
	case fault.Unauthenticated:
		if _, ok := p.Data.(isianTertahan); !ok {
			return nil
		}
	case fault.Busy, fault.ReadOnly, fault.TooMany, fault.Internal:
	default:
		return nil
	}
	return urut(httpx.SentForm(r))
}

// isianSalin are what was typed into a form that is not to be sent again as it is, for its
// sender to copy: pages are kept nowhere, so that going back may show the form empty.
func isianSalin(r *http.Request) (out []tertahan) {
	for _, t := range urut(httpx.SentForm(r)) {
		switch t.Nama {
		case "csrf", "kunci", "versi", "aksi", "sidik", "pilih", "semua":
		default:
			if t.Nilai = strings.TrimSpace(t.Nilai); t.Nilai != "" {
				out = append(out, tertahan{strings.ReplaceAll(t.Nama, "_", " "), t.Nilai})
			}
		}
	}
	return out
}

// urut are a form's fields by name, each with all its values in their order.
func urut(form url.Values) []tertahan {
	var out []tertahan
	for nama, nilai := range form {
		for _, n := range nilai {
			out = append(out, tertahan{nama, n})
		}
	}
	slices.SortStableFunc(out, func(a, b tertahan) int { return strings.Compare(a.Nama, b.Nama) })
	return out
}
