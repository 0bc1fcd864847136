using System.Text;
using System.Text.Json;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Samples.Accounting;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Samples.Tests;

public sealed class LedgerTests
{
    private const string Opening = """{"accounts":[1000,2000,3000,0],"posted":0,"seal":0}""";

    private static TileRegistry Registry => Runproof.Generated.Runproof_Samples_Ledger.Tiles.Registry;

    [Fact]
    public void Ten_thousand_entries_are_posted_in_chunks()
    {
        (string json, Entry[] entries) = Entries(Ledger.MostEntries);
        SampleRun sample = SampleRun.Of(Registry, json, Opening, "990");

        Assert.Equal(StepOutcome.Succeeded, sample.Run.Outcome);
        JsonElement statement = JsonDocument.Parse(sample.Output).RootElement;
        Assert.Equal(Balances(entries), statement.GetProperty("balances").EnumerateArray().Select(balance => balance.GetInt64()));
        Assert.Equal(10_000, statement.GetProperty("posted").GetInt32());
        int large = Array.FindIndex(entries, entry => entry.Amount > 990);
        Assert.Equal(large, statement.GetProperty("firstLarge").GetInt32());

        // 625 chunks of 16, the chunks of 100 up to the large entry, and the end.
        Assert.Equal(625 + (large / 100) + 1 + 1, sample.Trace.Steps.Length);
        Assert.Equal("0.0.624", sample.Trace.Steps[624].Coordinates.ToString());
        Assert.Equal("0.1.0", sample.Trace.Steps[625].Coordinates.ToString());
        Assert.Equal("0.2", sample.Trace.Steps[^1].Coordinates.ToString());
    }

    [Fact]
    public void No_entry_is_large_where_none_is()
    {
        Assert.Equal("""{"balances":[999,2001,3000,0],"posted":1,"seal":"1895023380827634709","firstLarge":null}""", SampleRun.Of(Registry, """[{"from":0,"to":1,"amount":1}]""", Opening, "990").Output);
        Assert.Equal(StepOutcome.Succeeded, SampleRun.Of(Registry, "[]", Opening, "0").Run.Outcome);
    }

    [Theory]
    [InlineData("""{"from":0,"to":9,"amount":1}""", "an account that there is not")]
    [InlineData("""{"from":1,"to":1,"amount":1}""", "moves nothing")]
    [InlineData("""{"from":0,"to":1,"amount":0}""", "moves nothing")]
    public void A_wrong_entry_is_a_committed_failure(string entry, string error)
    {
        SampleRun sample = SampleRun.Of(Registry, $"[{entry}]", Opening, "990");

        Assert.Equal(StepOutcome.Failed, sample.Run.Outcome);
        Assert.Contains(error, sample.Run.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_entries_than_the_bound_are_not_posted()
    {
        SampleRun sample = SampleRun.Of(Registry, Entries(Ledger.MostEntries + 1).Json, Opening, "990");

        Assert.Equal((StepOutcome.NotRun, ProgramErrors.Bound), (sample.Run.Outcome, sample.Run.Error!.Code));
        Assert.Empty(sample.Trace.Steps);
    }

    [Fact]
    public void The_program_is_what_the_body_does() =>
        Assert.Equal(SequenceRecorder.Record(Registry.Programs.Single(), Registry).Digest, Registry.Programs.Single().Program.Digest);

    private static (string Json, Entry[] Entries) Entries(int count)
    {
        var random = new Random(8);
        var json = new StringBuilder("[");
        var entries = new Entry[count];
        for (int i = 0; i < count; i++)
        {
            int from = random.Next(4);
            entries[i] = new Entry((byte)from, (byte)((from + 1 + random.Next(3)) % 4), i < 500 ? 1 + random.Next(900) : 1 + random.Next(1000));
            json.Append(i == 0 ? "" : ",").Append($$"""{"from":{{entries[i].From}},"to":{{entries[i].To}},"amount":{{entries[i].Amount}}}""");
        }

        return (json.Append(']').ToString(), entries);
    }

    private static long[] Balances(Entry[] entries)
    {
        long[] accounts = [1000, 2000, 3000, 0];
        foreach (Entry entry in entries)
        {
            accounts[entry.From] -= entry.Amount;
            accounts[entry.To] += entry.Amount;
        }

        return accounts;
    }
}
