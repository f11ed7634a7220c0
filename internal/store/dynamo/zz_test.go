package dynamo
import ("testing";"time";"net/http";"sync";"strings";"capaian/internal/store/storetest")
type cnt struct{mu sync.Mutex; n map[string]int; d map[string]time.Duration}
func (c *cnt) RoundTrip(r *http.Request)(*http.Response,error){ t:=time.Now(); x,e:=http.DefaultTransport.RoundTrip(r); d:=time.Since(t); _,a,_:=strings.Cut(r.Header.Get("X-Amz-Target"),"."); c.mu.Lock(); if x!=nil&&x.StatusCode!=200 {a+="!"}; c.n[a]++;c.d[a]+=d; c.mu.Unlock(); return x,e}
func TestZZ(t *testing.T){
	storetest.Run(t, func(t *testing.T) storetest.Fixture {
		tr:=&cnt{n:map[string]int{},d:map[string]time.Duration{}}
		s := open(t, tr)
		t.Cleanup(func(){ for a,n:=range tr.n { t.Log(a,n,tr.d[a]/time.Duration(n)) } })
		return storetest.Fixture{Store: s, Hasil: s, TTL:true}
	})
}
