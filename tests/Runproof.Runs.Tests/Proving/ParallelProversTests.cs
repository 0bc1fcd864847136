using Runproof.Runs.Proving;

namespace Runproof.Runs.Tests.Proving;

public sealed class ParallelProversTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(4, null)]
    [InlineData(4, 100L)]
    [InlineData(16, 1L)]
    public void Runs_every_job_once_and_shares_the_threads(int threads, long? limit)
    {
        var runs = new int[9];
        var given = new int[9];
        ParallelProvers.Run([5, 60, 40, 7, 90, 200, 1, 33, 50], limit, threads, (job, workers) =>
        {
            Interlocked.Increment(ref runs[job]);
            given[job] = workers;
        });

        Assert.All(runs, count => Assert.Equal(1, count));
        Assert.All(given, workers => Assert.Equal(threads / Math.Min(threads, 9), workers));
    }

    [Fact]
    public void Jobs_that_run_at_once_stay_below_the_limit_and_a_larger_one_runs_alone()
    {
        long[] memory = [30, 60, 40, 20, 90, 200, 10, 30, 50];
        long used = 0;
        var gate = new Lock();
        var broken = new List<long>();
        ParallelProvers.Run(memory, 100, 4, (job, _) =>
        {
            lock (gate)
            {
                used += memory[job];
                if (used > 100 && used != 200)
                    broken.Add(used);
            }

            Thread.Yield();
            lock (gate)
                used -= memory[job];
        });

        Assert.Empty(broken);
    }

    [Fact]
    public void As_many_jobs_run_at_once_as_fit()
    {
        // Each of the two waits for the other, so that one after the other would never end.
        using var both = new Barrier(2);
        ParallelProvers.Run([50, 50], 100, 2, (_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public void A_job_that_fails_ends_those_that_have_not_begun()
    {
        var began = 0;
        Assert.Throws<OperationCanceledException>(() => ParallelProvers.Run([9, 1, 1, 1], 9, 2, (job, _) =>
        {
            Interlocked.Increment(ref began);
            if (job == 0)
                throw new OperationCanceledException();
        }));

        // The large one comes first and runs alone.
        Assert.Equal(1, began);
    }

    [Fact]
    public void Without_jobs_nothing_happens() => ParallelProvers.Run([], null, 4, (_, _) => Assert.Fail("There is no job."));
}
