// Package archtest has no code, only tests that hold the parts of the repository to each
// other: who may import whom; the routes to the API's description, to the deployment
// template and to the rights table; the template to what the code reads, writes and
// calls; and the printed tables in docs to the code that they are printed from. Run it
// with -count=1: the test cache does not see what go list reads.
package archtest
