// Package s3 keeps objects in an S3 bucket, under their own keys.
//
// That an object is written once is S3's own promise (If-None-Match: *), and so is
// that what arrives is what was sent (a SHA-256 that S3 checks). The hash also lies in the
// object's metadata, where a HEAD shows it. Links are presigned URLs of version 4; who
// holds one reads the object until it expires, or until the session of the role that
// signed it ends, whichever is first.
//
// The role needs s3:GetObject, s3:PutObject, and s3:ListBucket: without the last S3
// answers a missing object with 403. A bucket of uploads is versioned; whoever signs forms
// needs s3:PutObject there, whoever fetches s3:GetObjectVersion.
package s3

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// metaHash is the metadata entry (x-amz-meta-sha256) with Info.SHA256.
const metaHash = "sha256"

// attempts of Put: S3 answers some of several writers of one key with a conflict.
const attempts = 5

// Bucket implements objects.Objects, and objects.Uploads where the bucket is one of
// uploads. It is safe for concurrent use.
type Bucket struct {
	client *s3.Client
	signer *s3.PresignClient
	name   string
}

var (
	_ objects.Objects = (*Bucket)(nil)
	_ objects.Uploads = (*Bucket)(nil)
)

// New keeps objects in the bucket name. Links are signed as client signs.
func New(client *s3.Client, name string) *Bucket {
	return &Bucket{client: client, signer: s3.NewPresignClient(client), name: name}
}

// Put implements objects.Objects; S3 throttling to the end is fault.Busy.
func (b *Bucket) Put(ctx context.Context, key, contentType string, body []byte) (objects.Info, error) {
	info, err := objects.NewInfo(key, contentType, body)
	if err != nil {
		return objects.Info{}, err
	}
	sum := sha256.Sum256(body)
	for range attempts {
		_, err = b.client.PutObject(ctx, &s3.PutObjectInput{
			Bucket: &b.name, Key: &key, Body: bytes.NewReader(body), ContentType: &contentType,
			ContentLength:  aws.Int64(info.Size),
			IfNoneMatch:    aws.String("*"),
			ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(sum[:])),
			Metadata:       map[string]string{metaHash: info.SHA256},
		})
		switch status(err) {
		case http.StatusPreconditionFailed:
			stored, err := b.head(ctx, key)
			if err != nil {
				return objects.Info{}, err
			}
			return settle(stored, info)
		case http.StatusConflict: // another writer is at it
			continue
		}
		if err != nil {
			return objects.Info{}, asFault(ctx, fault.ReadOnly, err)
		}
		return info, nil
	}
	return objects.Info{}, asFault(ctx, fault.Busy, err)
}

// settle answers a Put that finds its key taken.
func settle(stored, offered objects.Info) (objects.Info, error) {
	if stored.SHA256 != offered.SHA256 {
		err := fault.New(fault.Exists, "Objek", stored.Key)
		err.Data = stored
		return objects.Info{}, err
	}
	return stored, nil
}

// Get implements objects.Objects. Bytes that do not match their hash are
// fault.Internal: an official report must not come back altered unseen.
func (b *Bucket) Get(ctx context.Context, key string) ([]byte, objects.Info, error) {
	if err := objects.CheckKey(key); err != nil {
		return nil, objects.Info{}, err
	}
	out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
	if err != nil {
		return nil, objects.Info{}, b.readFault(ctx, key, err)
	}
	body, err := io.ReadAll(out.Body)
	if err := errors.Join(err, out.Body.Close()); err != nil {
		return nil, objects.Info{}, asFault(ctx, fault.Internal, err)
	}
	info := describe(key, out.ContentLength, out.ContentType, out.Metadata)
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != info.SHA256 {
		return nil, objects.Info{}, fault.Wrap(fault.Internal, fmt.Errorf("object %s: bytes do not match their SHA-256", key))
	}
	return body, info, nil
}

// Sign implements objects.Objects; the link says itself how the object is to be answered.
func (b *Bucket) Sign(ctx context.Context, key, filename string, ttl time.Duration) (string, error) {
	if err := objects.CheckLink(key, filename, ttl); err != nil {
		return "", err
	}
	info, err := b.head(ctx, key)
	if err != nil {
		return "", err
	}
	link, err := b.signer.PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &b.name, Key: &key,
		ResponseContentDisposition: aws.String(objects.Disposition(filename)),
		ResponseContentType:        &info.ContentType,
	}, s3.WithPresignExpires(ttl.Truncate(time.Second))) // X-Amz-Expires counts seconds
	if err != nil {
		return "", asFault(ctx, fault.Internal, err)
	}
	return link.URL, nil
}

// Form implements objects.Uploads: the policy document that it signs has a condition on
// every field, so that S3 refuses any other value and any other field.
func (b *Bucket) Form(ctx context.Context, key, contentType string, max int64, ttl time.Duration, redirect string) (objects.Form, error) {
	if err := objects.CheckForm(key, contentType, max, ttl, redirect); err != nil {
		return objects.Form{}, err
	}
	if err := ctx.Err(); err != nil {
		return objects.Form{}, err
	}
	post, err := b.signer.PresignPostObject(ctx, &s3.PutObjectInput{Bucket: &b.name, Key: &key}, func(o *s3.PresignPostOptions) {
		o.Expires = ttl
		o.Conditions = []any{
			map[string]string{"Content-Type": contentType},
			[]any{"content-length-range", 1, max},
		}
		if redirect != "" {
			o.Conditions = append(o.Conditions, map[string]string{objects.FieldRedirect: redirect})
		}
	})
	if err != nil {
		return objects.Form{}, asFault(ctx, fault.Internal, err)
	}
	post.Values["Content-Type"] = contentType
	if redirect != "" {
		post.Values[objects.FieldRedirect] = redirect
	}
	return objects.Form{URL: post.URL, Fields: post.Values}, nil
}

// Origin is where the forms of the bucket are sent, as https://host.
func (b *Bucket) Origin(ctx context.Context) (string, error) {
	f, err := b.Form(ctx, "asal", "text/plain", 1, time.Minute, "")
	if err != nil {
		return "", err
	}
	u, err := url.Parse(f.URL)
	if err != nil {
		return "", asFault(ctx, fault.Internal, err)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Fetch implements objects.Uploads.
func (b *Bucket) Fetch(ctx context.Context, key, version string, max int64) ([]byte, error) {
	if err := objects.CheckKey(key); err != nil {
		return nil, err
	}
	if version == "" { // S3 would take it for the latest
		return nil, fault.New(fault.NotFound, "Objek", key)
	}
	out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key, VersionId: &version})
	if status(err) == http.StatusBadRequest { // what no version is called
		return nil, fault.New(fault.NotFound, "Objek", key)
	}
	if err != nil {
		return nil, b.readFault(ctx, key, err)
	}
	body, err := io.ReadAll(io.LimitReader(out.Body, max+1))
	if err := errors.Join(err, out.Body.Close()); err != nil {
		return nil, asFault(ctx, fault.Internal, err)
	}
	if int64(len(body)) > max {
		return nil, objects.TooLarge(max)
	}
	return body, nil
}

func (b *Bucket) head(ctx context.Context, key string) (objects.Info, error) {
	out, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: &key})
	if err != nil {
		return objects.Info{}, b.readFault(ctx, key, err)
	}
	return describe(key, out.ContentLength, out.ContentType, out.Metadata), nil
}

func describe(key string, size *int64, contentType *string, metadata map[string]string) objects.Info {
	return objects.Info{Key: key, Size: aws.ToInt64(size), SHA256: metadata[metaHash], ContentType: aws.ToString(contentType)}
}

// readFault tells a missing object from everything else. An S3 that does not answer, or
// fails itself, is Busy: that passes.
func (b *Bucket) readFault(ctx context.Context, key string, err error) error {
	switch n := status(err); {
	case n == http.StatusNotFound:
		return fault.New(fault.NotFound, "Objek", key)
	case n == 0 || n >= http.StatusInternalServerError:
		return asFault(ctx, fault.Busy, err)
	}
	return asFault(ctx, fault.Internal, err)
}

// asFault is what a failed call means: ctx's error when that is why, Busy when S3
// throttled to the end (503 SlowDown, of which a HEAD shows the status alone), else code.
func asFault(ctx context.Context, code fault.Code, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case status(err) == http.StatusServiceUnavailable:
		return fault.Wrap(fault.Busy, err)
	default:
		return fault.Wrap(code, err)
	}
}

// status is that of the answer which err stands for; 0 when none came.
func status(err error) int {
	var answer *smithyhttp.ResponseError
	if errors.As(err, &answer) {
		return answer.HTTPStatusCode()
	}
	return 0
}
