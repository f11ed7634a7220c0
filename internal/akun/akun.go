// Package akun is the port to people's accounts at the identity provider, and the local
// machine's implementation of it. An account is what somebody proves themselves by; what
// they may do is in their record. It is a package of its own because service makes
// accounts and links no provider's client.
package akun

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// Akun makes and switches accounts. Everything may be asked for again: what was done
// already is no fault. E-mail addresses are compared as if in small letters.
//
// Codes: fault.Invalid for an address that the provider refuses; fault.NotFound for an
// account that is not there, where that matters; fault.Busy when asking again may help.
type Akun interface {
	// Create makes the account of an e-mail address and has its owner told how to sign in;
	// of one that has an account already it is that one, left as it is. sub is what the
	// provider's tokens will say.
	Create(ctx context.Context, surel string) (sub string, err error)
	// SetActive lets an account sign in or not. One that is not there is no fault: not
	// every record's person came by Create.
	SetActive(ctx context.Context, sub string, aktif bool) error
	// ResetPassword has the account's owner told how to choose a new password.
	ResetPassword(ctx context.Context, sub string) error
}

// Lokal is the accounts of the local machine, where everybody signs in without a
// password: the sub follows from the address, so nothing needs to be kept.
type Lokal struct{}

var bukanID = regexp.MustCompile(`[^a-z0-9]+`)

func (Lokal) Create(_ context.Context, surel string) (string, error) {
	surel = strings.ToLower(surel)
	nama, _, _ := strings.Cut(surel, "@")
	sum := sha256.Sum256([]byte(surel)) // two addresses of one name differ by it
	nama = strings.Trim(bukanID.ReplaceAllString(nama, "-"), "-")
	return strings.Trim(nama[:min(len(nama), 40)]+"-"+hex.EncodeToString(sum[:4]), "-"), nil
}

func (Lokal) SetActive(context.Context, string, bool) error { return nil }

func (Lokal) ResetPassword(context.Context, string) error { return nil }
