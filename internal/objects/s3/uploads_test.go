package s3

import (
	"net/http"
	"testing"
	"time"

	"capaian/internal/objects/objectstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func TestUploads(t *testing.T) {
	objectstest.RunUploads(t, func(t *testing.T) objectstest.UploadsFixture {
		b := open(t, nil)
		if _, err := b.client.PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{Bucket: &b.name,
			VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}); err != nil {
			t.Fatal(err)
		}
		other := *b
		other.signer = s3.NewPresignClient(connect("bukan-"+secret, nil))
		return objectstest.UploadsFixture{Uploads: b, Other: &other, Client: &http.Client{}, Advance: time.Sleep,
			Versions: func(t *testing.T, key string) []string {
				out, err := b.client.ListObjectVersions(t.Context(), &s3.ListObjectVersionsInput{Bucket: &b.name})
				if err != nil {
					t.Fatal(err)
				}
				var list []string
				for _, v := range out.Versions {
					if aws.ToString(v.Key) == key {
						list = append(list, aws.ToString(v.VersionId))
					}
				}
				return list
			}}
	})
}
