package dynamo

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"sync/atomic"
	"testing"

	"capaian/infra/test/program"
	"capaian/internal/store/storetest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var ctx = context.Background()

// server is the URL of the DynamoDB Local that the short tests share, each with tables of its
// own. The long ones have a server each: it gets slower with what it has done, and one of
// its threads does it all.
var server string

func serve(t *testing.T) (url string) {
	t.Helper()
	url, stop, err := program.DynamoDB()
	if err != nil {
		t.Fatalf("DynamoDB Local: %v", err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("DynamoDB Local: %v", err)
		}
	})
	return url
}

// historyRuns is how many random histories the contract walks here, where each step is a
// score of requests; -rapid.checks says otherwise. TestSameHistory is the long walk.
const historyRuns = "5"

func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", historyRuns); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	url, stop, err := program.DynamoDB()
	if err != nil {
		fmt.Fprintln(os.Stderr, "DynamoDB Local:", err)
		return 1
	}
	server = url
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "DynamoDB Local:", err)
		return 1
	}
	return code
}

// connect makes a client of the server at url; its requests go through transport, the
// default one when nil.
func connect(url string, transport http.RoundTripper) *dynamodb.Client {
	attempts := 0 // the SDK's own number
	if transport != nil {
		attempts = 1 // what fails does so on purpose and would again
	}
	return dynamodb.New(dynamodb.Options{
		BaseEndpoint: aws.String(url), Region: "ap-southeast-3",
		Credentials: credentials.NewStaticCredentialsProvider("lokal", "lokal", ""),
		HTTPClient:  &http.Client{Transport: transport}, RetryMaxAttempts: attempts,
	})
}

var tableNumber atomic.Int64

// open makes a store on a table pair of its own at the server at url.
func open(t *testing.T, url string, transport http.RoundTripper) *Store {
	t.Helper()
	n := tableNumber.Add(1)
	opt := Options{Kinerja: fmt.Sprintf("Kinerja-%d", n), Hasil: fmt.Sprintf("Hasil-%d", n)}
	client := connect(url, nil)
	if err := Tables(ctx, client, opt.Kinerja, opt.Hasil); err != nil {
		t.Fatalf("Tables: %v", err)
	}
	// The tests' clocks stand in the past: the server would take their records away.
	if _, err := client.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: &opt.Kinerja,
		TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String(attrTTL), Enabled: aws.Bool(false)}}); err != nil {
		t.Fatalf("UpdateTimeToLive: %v", err)
	}
	t.Cleanup(func() {
		for _, name := range []string{opt.Kinerja, opt.Hasil} {
			if _, err := client.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: &name}); err != nil {
				t.Errorf("DeleteTable: %v", err)
			}
		}
	})
	return New(connect(url, transport), opt)
}

func TestContract(t *testing.T) {
	t.Parallel()
	url := serve(t)
	storetest.Run(t, func(t *testing.T) storetest.Fixture {
		s := open(t, url, nil)
		return storetest.Fixture{Store: s, Hasil: s, Restorer: s, TTL: true}
	})
}
