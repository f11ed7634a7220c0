package dynamo
import ("testing";"time";"fmt";"capaian/internal/store";"sync";"sync/atomic";"context";"slices")
func TestZZ(t *testing.T){
 for _, n := range []int{1,8,30,60} {
 s:=open(t,nil)
 var pauses atomic.Int64
 s.opt.Pause=func(c context.Context,d time.Duration) error { pauses.Add(1); return pause(c,d)}
 t0:=time.Now()
 var wg sync.WaitGroup
 lat:=make([]time.Duration,n)
 errs:=make([]error,n)
 for i:=range n { wg.Go(func(){ t1:=time.Now(); c:=store.Command{Partition:"OPD#a",Audit:store.Audit{Waktu:time.Unix(1700000000,0),Perintah:"x"},Writes:[]store.Write{{Key:store.Key{Doc:"A",Row:fmt.Sprint(i)},Data:[]byte("x")}}}
  _,errs[i]=s.Do(ctx,c); lat[i]=time.Since(t1)}) }
 wg.Wait()
 slices.Sort(lat)
 t.Log(n, time.Since(t0), "pauses",pauses.Load(), "median",lat[n/2],"max",lat[n-1], errs[0])
 t0=time.Now()
 for i:=range 100 { c:=store.Command{Partition:"OPD#b",Audit:store.Audit{Waktu:time.Unix(1700000000,0),Perintah:"x"},Writes:[]store.Write{{Key:store.Key{Doc:"A",Row:fmt.Sprint(i)},Data:[]byte("x")}}}
  if _,err:=s.Do(ctx,c); err!=nil {t.Fatal(err)} }
 t.Log("100 Do serial", time.Since(t0))
 t0=time.Now()
 for range 20 { s.Load(ctx,"OPD#b") }
 t.Log("20 loads of 100", time.Since(t0))
 t0=time.Now()
 var rows []store.Row
 for i:=range 500 {rows=append(rows,store.Row{Row:fmt.Sprint(i),Data:[]byte("x")})}
 s.Stage(ctx,"OPD#b","ANG","r1",rows)
 t.Log("stage 500", time.Since(t0))
 t0=time.Now()
 for range 20 { s.Load(ctx,"OPD#b") }
 t.Log("20 loads of 600", time.Since(t0))
 }
}
