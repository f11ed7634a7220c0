package s3

import (
	"net/http"
	"strings"
	"testing"

	"capaian/internal/fault"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// What is put into a locked bucket stays, whoever tries to change it and by whatever call.
func TestLocked(t *testing.T) {
	for _, mode := range []types.ObjectLockRetentionMode{types.ObjectLockRetentionModeGovernance, types.ObjectLockRetentionModeCompliance} {
		t.Run(string(mode), func(t *testing.T) {
			name := "terbit-" + strings.ToLower(string(mode))
			c := connect(secret, nil)
			must := func(what string, err error) {
				t.Helper()
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
			_, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name, ObjectLockEnabledForBucket: aws.Bool(true)})
			must("CreateBucket", err)
			_, err = c.PutObjectLockConfiguration(t.Context(), &s3.PutObjectLockConfigurationInput{Bucket: &name,
				ObjectLockConfiguration: &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled,
					Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: mode, Years: aws.Int32(10)}}}})
			must("PutObjectLockConfiguration", err)

			const key, first = "laporan/a.xlsx", "pertama"
			b := New(c, name)
			for range 2 {
				_, err = b.Put(t.Context(), key, pdf, []byte(first))
				must("Put", err)
			}
			versions := func() []types.ObjectVersion {
				t.Helper()
				out, err := c.ListObjectVersions(t.Context(), &s3.ListObjectVersionsInput{Bucket: &name})
				must("ListObjectVersions", err)
				return out.Versions
			}
			if got := versions(); len(got) != 1 {
				t.Fatalf("got %d versions, want one", len(got))
			}
			version := versions()[0].VersionId

			_, err = b.Put(t.Context(), key, pdf, []byte("kedua"))
			wantCode(t, "Put of other bytes", err, fault.Exists)
			_, err = c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &name, Key: aws.String(key), Body: strings.NewReader("kedua"), IfNoneMatch: aws.String("*")})
			if got := status(err); got != http.StatusPreconditionFailed {
				t.Errorf("PutObject as the bucket's policy wants it: got %v, want 412", err)
			}
			_, err = c.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &name, Key: aws.String(key), VersionId: version})
			if got := status(err); got != http.StatusForbidden {
				t.Errorf("DeleteObject of the version: got %v, want 403", err)
			}
			if mode == types.ObjectLockRetentionModeCompliance {
				_, err = c.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &name, Key: aws.String(key), VersionId: version, BypassGovernanceRetention: aws.Bool(true)})
				if got := status(err); got != http.StatusForbidden {
					t.Errorf("DeleteObject of the version, past GOVERNANCE: got %v, want 403", err)
				}
			}
			got, _, err := b.Get(t.Context(), key)
			if err != nil || string(got) != first {
				t.Errorf("Get: got %q, %v, want %q", got, err, first)
			}
			// What the policy denies and the lock alone does not: a version above, a marker.
			// The locked one is still there.
			_, err = c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &name, Key: aws.String(key), Body: strings.NewReader("kedua")})
			must("PutObject above", err)
			_, err = c.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &name, Key: aws.String(key)})
			must("DeleteObject above", err)
			body, err := b.Fetch(t.Context(), key, aws.ToString(version), 100)
			if err != nil || string(body) != first {
				t.Errorf("the locked version: got %q, %v, want %q", body, err, first)
			}
		})
	}
}
