using System.Globalization;
using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Runs.Tests.Store;

public sealed class RunStoreTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    private RunStore Store => _folder.Store;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_absent_store_is_empty_and_reading_does_not_make_it()
    {
        Assert.Empty(Store.List());
        Assert.Equal(StoreErrors.RunUnknown, _folder.ResolveError("latest").Code);
        Assert.Null(Store.KnownClaim("20260101-000000-000000"));
        Assert.True(Store.Verify().IsIntact);
        Assert.Empty(Store.CollectGarbage(new GarbageOptions { KeepNewest = 0 }).Runs);
        Assert.False(Store.TryGetObject(default, out _, out var error));
        Assert.Equal(StoreErrors.ObjectMissing, error.Code);
        Assert.False(Directory.Exists(_folder.Root));
    }

    [Theory]
    [InlineData("runproof-store 2\n")]
    [InlineData("runproof-store 1")]
    [InlineData("")]
    public void Refuses_a_store_of_another_version(string version)
    {
        Directory.CreateDirectory(_folder.Root);
        File.WriteAllText(_folder.PathOf("version"), version);

        var error = Assert.Throws<RunproofException>(() => RunStore.Open(_folder.Root)).Diagnostic;

        Assert.Equal(StoreErrors.Version, error.Code);
        Assert.Contains("runproof-store 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(version.TrimEnd(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_folder_of_other_files_and_a_file()
    {
        Directory.CreateDirectory(_folder.Root);
        File.WriteAllText(_folder.PathOf("letter.txt"), "");

        Assert.Equal(StoreErrors.Version, Assert.Throws<RunproofException>(() => RunStore.Open(_folder.Root)).Diagnostic.Code);
        Assert.Equal(StoreErrors.Version, Assert.Throws<RunproofException>(() => RunStore.Open(_folder.PathOf("letter.txt"))).Diagnostic.Code);
    }

    [Fact]
    public void Opens_a_store_whose_making_was_interrupted()
    {
        Directory.CreateDirectory(_folder.PathOf("tmp"));
        Directory.CreateDirectory(_folder.PathOf("objects"));

        SampleRun.Record(RunStore.Open(_folder.Root));

        Assert.Equal("runproof-store 1\n", File.ReadAllText(_folder.PathOf("version")));
    }

    [Fact]
    public void Content_lies_under_its_digest_once()
    {
        var bytes = "artifact"u8.ToArray();

        var digest = Store.PutObject(bytes);

        Assert.Equal(TaggedHash.Compute(DigestTags.StoreObject, bytes), digest);
        Assert.Equal(RunStore.DigestOfObject(bytes), digest);
        Assert.Equal(bytes, File.ReadAllBytes(PathOf(digest)));
        Assert.Equal(digest, Store.PutObject(bytes));
        Assert.True(Store.TryGetObject(digest, out var read, out _));
        Assert.Equal(bytes, read);
        Assert.Equal(1, Store.Verify().Objects);
        Assert.Empty(Directory.EnumerateFiles(_folder.PathOf("tmp")));
    }

    [Fact]
    public void A_file_is_stored_only_if_it_has_the_digest_that_is_expected()
    {
        SampleRun.CreateProgram(Store, 1);
        var file = _folder.PathOf("tmp", "file");
        File.WriteAllBytes(file, new byte[3 << 20]);
        var expected = RunStore.DigestOfObject(new byte[3 << 20]);

        var error = Assert.Throws<RunproofException>(() => Store.PutFile(file, RunStore.DigestOfObject([]))).Diagnostic;

        Assert.Equal(StoreErrors.ObjectMismatch, error.Code);
        Assert.Equal(file, error.Subject);
        Assert.False(File.Exists(PathOf(expected)));
        Assert.Equal(expected, Store.PutFile(file, expected));
        Assert.Equal(expected, Store.PutFile(file));
        Assert.Equal(2, Store.Verify().Objects);
        Assert.ThrowsAny<OperationCanceledException>(() => Store.PutFile(file, null, new CancellationToken(canceled: true)));
        Assert.Single(Directory.EnumerateFiles(_folder.PathOf("tmp")));
    }

    [Fact]
    public void An_object_that_was_changed_anywhere_is_never_returned()
    {
        var bytes = "a small artifact"u8.ToArray();
        var digest = Store.PutObject(bytes);
        var versions = Enumerable.Range(0, bytes.Length).Select(i => bytes.Select((b, j) => i == j ? (byte)(b ^ 1) : b).ToArray())
            .Concat(Enumerable.Range(0, bytes.Length).Select(length => bytes[..length]))
            .Append([.. bytes, 0]);
        foreach (var damaged in versions)
        {
            File.WriteAllBytes(PathOf(digest), damaged);

            Assert.False(Store.TryGetObject(digest, out _, out var error));
            Assert.Equal(StoreErrors.ObjectDamaged, error.Code);
            Assert.Equal(PathOf(digest), error.Subject);
            Assert.Equal(StoreErrors.ObjectDamaged, Assert.Single(Store.Verify().Problems).Code);
        }

        Assert.Equal(digest, Store.PutObject(bytes));
        Assert.True(Store.TryGetObject(digest, out _, out _));
    }

    [Fact]
    public void A_run_is_found_by_name_by_the_start_of_its_name_and_by_path()
    {
        var run = SampleRun.Record(Store);
        var elsewhere = Directory.CreateDirectory(_folder.PathOf("tmp", "copy")).FullName;
        File.Copy(_folder.TraceOf(run), Path.Combine(elsewhere, "trace"));

        string[] paths = [_folder.TraceOf(run), _folder.PathOf("runs", run) + "/", _folder.PathOf("objects", "..", "runs", run)];
        foreach (var name in paths.Concat([run, run[..^1], run[..1], "latest"]))
        {
            Assert.True(Store.TryResolve(name, out var location, out _), name);
            Assert.Equal(new RunLocation(run, _folder.TraceOf(run), IsOwn: true), location);
        }

        foreach (var path in new[] { elsewhere, Path.Combine(elsewhere, "trace") })
        {
            Assert.True(Store.TryResolve(path, out var location, out _));
            Assert.Equal(new RunLocation(path, Path.Combine(elsewhere, "trace"), IsOwn: false), location);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("9")]
    [InlineData("latest ")]
    [InlineData("../runs")]
    [InlineData("../../x")]
    [InlineData("nul\0byte")]
    [InlineData("20260101-000000-00000G")]
    [InlineData("20261301-000000-000000")]
    [InlineData("20260101-000000-0000001")]
    public void What_is_no_run_and_no_path_is_unknown(string run)
    {
        SampleRun.Record(Store);

        var error = _folder.ResolveError(run);

        Assert.Equal(StoreErrors.RunUnknown, error.Code);
        Assert.Equal(ErrorClass.Usage, error.Code.Class);
        Assert.Equal(run, error.Subject);
        Assert.Null(Store.KnownClaim(run));
        Assert.Throws<RunproofException>(() => Store.Pin(run));
        Assert.Throws<RunproofException>(() => Store.Unpin(run));
    }

    [Fact]
    public void A_start_that_several_runs_share_is_ambiguous()
    {
        var runs = Enumerable.Range(0, 7).Select(_ => SampleRun.Record(Store)).Order(StringComparer.Ordinal).ToArray();

        var error = _folder.ResolveError(runs[0][..15]);

        Assert.Equal(StoreErrors.RunAmbiguous, error.Code);
        Assert.Contains("7 runs", error.Message, StringComparison.Ordinal);
        Assert.Contains(runs[4] + ", …", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_run_is_the_last_one_also_within_a_second()
    {
        _folder.Clock.Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 12; i++)
        {
            _folder.Clock.Now += TimeSpan.FromMilliseconds(150);
            var run = SampleRun.Record(Store);
            Assert.True(Store.TryResolve("latest", out var latest, out _));
            Assert.Equal(run, latest.Name);
            Assert.Equal(run, Store.List()[0].Id);
        }
    }

    [Fact]
    public void The_list_tells_closed_interrupted_and_damaged_runs_apart()
    {
        var closed = SampleRun.Record(Store, steps: 3);
        _folder.Clock.Now += TimeSpan.FromSeconds(1);
        var program = SampleRun.CreateProgram(Store, 2);
        var recorder = SampleRun.Start(Store, program);
        SampleRun.RecordSteps(recorder, program, 1);
        recorder.Dispose();
        _folder.Clock.Now += TimeSpan.FromSeconds(1);
        var damaged = SampleRun.Record(Store);
        File.WriteAllText(_folder.TraceOf(damaged), "RPTRACE?");
        Store.Pin(closed);

        var list = Store.List();

        Assert.Equal([damaged, recorder.RunId, closed], list.Select(run => run.Id));
        Assert.Equal([RunState.Damaged, RunState.Interrupted, RunState.Closed], list.Select(run => run.State));
        Assert.Equal([0, 1, 3], list.Select(run => run.Steps));
        Assert.Equal([null, null, _folder.Read(closed).Claim!.Digest], list.Select(run => run.Claim));
        Assert.Equal([false, false, true], list.Select(run => run.IsPinned));
        Assert.Equal("chain", list[2].Target);
        Assert.Equal(new FileInfo(_folder.TraceOf(closed)).Length, list[2].Size);
    }

    [Fact]
    public void Names_and_notes_do_not_depend_on_culture_and_time_zone()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NativeDigits = [.. Enumerable.Range(0x660, 10).Select(digit => ((char)digit).ToString())];
        culture.DateTimeFormat.DateSeparator = "#";
        culture.DateTimeFormat.ShortDatePattern = "yy";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            _folder.Clock.Now = new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(5.5));
            var run = SampleRun.Record(Store);

            Assert.StartsWith("20260228-200000-", run, StringComparison.Ordinal);
            Assert.True(RunId.IsValid(run));
            var claim = _folder.Read(run).Claim!;
            Assert.Equal($"{run} {claim.Digest} {claim.Program}\n", File.ReadAllText(_folder.PathOf("claims.log")));
            Assert.Equal(_folder.Clock.Now, Store.List()[0].StartedAt);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_torn_last_line_of_the_claims_is_passed_over_and_replaced()
    {
        var first = SampleRun.Record(Store);
        var log = _folder.PathOf("claims.log");
        var line = File.ReadAllText(log);
        for (var length = 1; length < line.Length; length += 19)
        {
            File.WriteAllText(log, line + line[..length]);
            Assert.NotNull(Store.KnownClaim(first));
            Assert.True(Store.Verify().IsIntact);
        }

        var second = SampleRun.Record(Store);

        Assert.Equal(2, File.ReadAllLines(log).Length);
        Assert.NotNull(Store.KnownClaim(second));
        Assert.True(Store.Verify().IsIntact);
    }

    [Fact]
    public void Other_damage_of_the_claims_is_reported_and_never_removed()
    {
        SampleRun.Record(Store);
        var log = _folder.PathOf("claims.log");
        var line = File.ReadAllText(log);
        var otherClaim = line[..23] + new string('0', 64) + line[87..];
        string[] torn = [line + new string('x', 1000), line[..5] + '\n' + line];
        foreach (var content in torn.Concat(["x\n" + line, line + "\n", line.ToUpperInvariant(), line + otherClaim]))
        {
            File.WriteAllText(log, content, Encoding.Latin1);
            var run = SampleRun.Record(Store);

            Assert.StartsWith(content, File.ReadAllText(log, Encoding.Latin1), StringComparison.Ordinal);
            Assert.Contains(Store.Verify().Problems, problem => problem.Code == StoreErrors.ClaimsDamaged);
            Assert.NotNull(Store.KnownClaim(run));
        }
    }

    [Fact]
    public void A_trace_too_long_to_be_read_is_refused_before_it_is_read()
    {
        Directory.CreateDirectory(_folder.Root);
        var path = _folder.PathOf("trace");
        using (var file = File.Create(path))
            file.SetLength(TraceFile.MaxLength + 1);

        Assert.False(TraceFile.TryRead(path, out _, out var error));
        Assert.Equal(StoreErrors.TraceTooLarge, error.Code);
    }

    [Fact]
    public void A_disk_that_cannot_be_written_is_the_platforms_exception()
    {
        var store = RunStore.Open("/proc/runproof-store");
        Assert.Empty(store.List());
        Assert.ThrowsAny<IOException>(() => store.PutObject([1]));
    }

    [Fact]
    public void A_lock_that_is_never_released_is_an_error_and_a_released_one_is_free()
    {
        SampleRun.Record(Store);
        var path = _folder.PathOf("lock");
        using (StoreLock.Open(path, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            var error = Assert.Throws<RunproofException>(
                () => StoreLock.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, TimeSpan.Zero));
            Assert.Equal(StoreErrors.Locked, error.Diagnostic.Code);
            Assert.True(StoreLock.IsInUse(path));
        }

        using var shared = StoreLock.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, TimeSpan.Zero);
        using var another = StoreLock.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, TimeSpan.Zero);
    }

    private string PathOf(Digest digest) => _folder.PathOf("objects", digest.ToString()[..2], digest.ToString()[2..]);
}
