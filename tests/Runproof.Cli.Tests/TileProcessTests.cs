using System.Diagnostics;
using System.Text.Json;
using Runproof.Cli.Tests.Verbs;

namespace Runproof.Cli.Tests;

/// <summary>Runs of tiles in processes of their own: killed, in other languages and time zones, on one processor, from a project.</summary>
public sealed class TileProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "runproof.dll");

    [Fact]
    public void The_claim_does_not_depend_on_language_time_zone_or_processors()
    {
        using var loan = new RecordedLoan();
        string run = loan.Record();
        string expected = loan.Read(run).Claim!.Digest.ToString();
        foreach (string processors in new[] { "1", "2" })
        {
            var start = Command(["run", RecordedLoan.Assembly, "--mode", "audit", "--against", run, "--input", RecordedLoan.Input, "--json", "--store", loan.Store]);
            start.Environment["LANG"] = start.Environment["LC_ALL"] = "tr_TR.UTF-8";
            start.Environment["TZ"] = processors == "1" ? "Asia/Kathmandu" : "America/St_Johns";
            start.Environment["DOTNET_PROCESSOR_COUNT"] = processors;
            using var process = Process.Start(start)!;
            using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Assert.Equal(expected, answer.RootElement.GetProperty("claim").GetString());
        }
    }

    [Fact]
    public void A_killed_run_goes_on_to_the_claim_of_one_that_was_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kills a process");
        using var loan = new RecordedLoan();
        string ledger = Path.Combine(AppContext.BaseDirectory, "Runproof.Samples.Ledger.dll");
        string entries = string.Join(',', Enumerable.Range(0, 9000).Select(i => $$"""{"from":{{i % 3}},"to":{{(i + 1) % 3}},"amount":{{i + 1}}}"""));
        string input = loan.Write("ledger.json", Ledger(entries));
        string[] command = ["run", ledger, "--input", input, "--json", "--store", loan.Store];
        string runs = Path.Combine(loan.Store, "runs");
        for (int attempt = 0; Interrupted() == 0 && attempt < 10; attempt++)
        {
            using var process = Process.Start(Command(command))!;
            while (!process.HasExited && Sizes() < 100_000 * (attempt + 1))
                Thread.Yield();
            process.Kill();
            process.WaitForExit();
        }

        Assert.Equal(1, Interrupted());
        var resumed = CommandRun.Of([.. command, "--resume"]).Json;
        Assert.True(resumed.GetProperty("takenOver").GetInt32() > 0);
        Assert.Equal(CommandRun.Of(command).Json.GetProperty("claim").GetString(), resumed.GetProperty("claim").GetString());

        long Sizes() => Directory.Exists(runs) ? Directory.EnumerateFiles(runs, "trace", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : 0;
        int Interrupted() => loan.Run("store", "ls", "--json").Json.GetProperty("runs").EnumerateArray().Count(run => run.GetProperty("state").GetString() == "interrupted");
    }

    [Fact]
    public void A_project_is_built_and_run()
    {
        using var loan = new RecordedLoan();
        var run = loan.Run("run", Repository.PathOf("samples", "tiles", "Loan"), "--input", RecordedLoan.Input, "--json");
        Assert.True(run.Code == 0, run.Output);
        Assert.Equal(loan.Run("run", RecordedLoan.Assembly, "--input", RecordedLoan.Input, "--json").Json.GetProperty("claim").GetString(), run.Json.GetProperty("claim").GetString());
    }

    private static string Ledger(string entries) => $$"""{"entries":[{{entries}}],"opening":{"accounts":[0,0,0],"posted":0,"seal":0},"limit":1000000}""";

    private static ProcessStartInfo Command(string[] args) => new("dotnet", [Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
}
