package main

import (
	"slices"
	"strings"
	"testing"
)

// credentials are the services that the SDK itself may ask for keys.
var credentials = []string{"sts.", "sso.", "ssooidc.", "signin."}

// TestAnalyse: each program has what its own handlers reach, by whatever way, and nothing
// of what the other one or nobody does with the same types.
func TestAnalyse(t *testing.T) {
	got, err := analyse("testdata", "./baca", "./tulis")
	if err != nil {
		t.Fatal(err)
	}
	got = slices.DeleteFunc(got, func(line string) bool {
		_, op, _ := strings.Cut(line, " ")
		return slices.ContainsFunc(credentials, func(s string) bool { return strings.HasPrefix(op, s) })
	})
	want := []string{
		"baca dynamodb.DescribeEndpoints", // the SDK's own, where endpoints are discovered
		"baca dynamodb.Query",
		"baca dynamodb.TransactWriteItems",
		"baca dynamodb/types.TransactWriteItem.Delete",
		"baca dynamodb/types.TransactWriteItem.Put",
		"tulis dynamodb.DescribeEndpoints",
		"tulis dynamodb.TransactWriteItems",
		"tulis dynamodb/types.TransactWriteItem.Put",
		"tulis s3.PresignPostObject",
		"tulis s3.PutObjectInput.ObjectLockMode",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAnalyseRefuses: what cannot be judged is an error and never an empty answer.
func TestAnalyseRefuses(t *testing.T) {
	for what, pattern := range map[string]string{"no program": "../../internal/fault", "no handler": "../paket", "no such folder": "./testdata/tiada"} {
		if got, err := analyse(".", pattern); err == nil {
			t.Errorf("%s: got %v, want an error", what, got)
		}
	}
}
