using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Tests.Backends;

public sealed class OnnxRuntimeSessionsTests
{
    private static readonly byte[] _model = TestModels.Double(TensorShape.Of(1));

    [Fact]
    public void Opens_a_model_once_for_each_way_of_executing_it()
    {
        using var pool = new OnnxRuntimeSessions();
        int opened = 0;
        Parallel.For(0, 100, i =>
        {
            var options = new OnnxSessionOptions { Level = i % 2 == 0 ? GraphOptimization.All : GraphOptimization.None };
            using var lease = pool.Rent(Name(1), options, o =>
            {
                Interlocked.Increment(ref opened);
                return OnnxRuntimeSession.Open(_model, o);
            });
            Assert.Equal([2f], lease.Session.Run([Tensor.OfFloats([1], [1])])[0].AsFloats());
        });
        Assert.Equal(2, opened);
        Assert.Equal(2, pool.Count);
    }

    [Fact]
    public void Lets_go_of_what_was_rented_longest_ago()
    {
        using var pool = new OnnxRuntimeSessions(capacity: 2);
        var first = Use(pool, 1);
        var second = Use(pool, 2);
        Assert.Same(first, Use(pool, 1));
        var third = Use(pool, 3);
        Assert.Equal(2, pool.Count);
        AssertReleased(second);
        AssertWorks(first);
        AssertWorks(third);
    }

    [Fact]
    public void A_lease_outlives_eviction_and_the_pool()
    {
        var pool = new OnnxRuntimeSessions(capacity: 1);
        var lease = Rent(pool, 1);
        Use(pool, 2);
        AssertWorks(lease.Session);
        var last = Rent(pool, 3);
        pool.Dispose();
        AssertWorks(last.Session);
        lease.Dispose();
        lease.Dispose();
        last.Dispose();
        AssertReleased(lease.Session);
        AssertReleased(last.Session);
        Assert.Throws<ObjectDisposedException>(() => Rent(pool, 1));
    }

    [Fact]
    public void A_model_that_could_not_be_opened_is_tried_again()
    {
        using var pool = new OnnxRuntimeSessions();
        Assert.Throws<RunproofException>(() => pool.Rent(Name(1), OnnxSessionOptions.Default, o => OnnxRuntimeSession.Open("?"u8, o)));
        Assert.Equal(0, pool.Count);
        AssertWorks(Use(pool, 1));
    }

    [Fact]
    public void Threads_that_rent_and_evict_meet_no_released_session()
    {
        using var pool = new OnnxRuntimeSessions(capacity: 2);
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using var lease = Rent(pool, (byte)(1 + (i % 5)));
            AssertWorks(lease.Session);
        });
        Assert.InRange(pool.Count, 1, 2);
    }

    private static Digest Name(byte value)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        bytes[0] = value;
        return Digest.Read(bytes);
    }

    private static OnnxSessionLease Rent(OnnxRuntimeSessions pool, byte name) =>
        pool.Rent(Name(name), OnnxSessionOptions.Default, o => OnnxRuntimeSession.Open(_model, o));

    private static OnnxRuntimeSession Use(OnnxRuntimeSessions pool, byte name)
    {
        using var lease = Rent(pool, name);
        return lease.Session;
    }

    private static void AssertWorks(OnnxRuntimeSession session) => Assert.Equal([2f], session.Run([Tensor.OfFloats([1], [1])])[0].AsFloats());

    private static void AssertReleased(OnnxRuntimeSession session) =>
        Assert.Throws<ObjectDisposedException>(() => session.Run([Tensor.OfFloats([1], [1])]));
}
