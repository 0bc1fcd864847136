using Runproof.Core.Diagnostics;
using Runproof.Runs.Interop;

namespace Runproof.Runs.Tests.Interop;

public sealed class OrtLibraryTests
{
    [Fact]
    public void Looks_beside_the_assembly_and_then_in_the_folder_of_the_runtime()
    {
        Assert.Equal(
            ["/app/libonnxruntime.so.1", "/app/runtimes/linux-x64/native/libonnxruntime.so.1"],
            OrtLibrary.Candidates(null, "/app").ToArray());
        Assert.Equal(OrtLibrary.Candidates(null, "/app").ToArray(), OrtLibrary.Candidates("", "/app").ToArray());
    }

    [Fact]
    public void A_named_library_is_the_only_place()
    {
        Assert.Equal(["/opt/ort.so"], OrtLibrary.Candidates("/opt/ort.so", "/app").ToArray());
    }

    [Fact]
    public void Says_where_it_looked_and_what_to_do()
    {
        var diagnostic = AssertMissing("/nowhere");
        Assert.Contains("/nowhere/libonnxruntime.so.1 and /nowhere/runtimes/linux-x64/native/libonnxruntime.so.1", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", diagnostic.Hint, StringComparison.Ordinal);
        Assert.Contains(OrtLibrary.PathVariable, diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_that_is_no_library_and_a_library_that_is_not_this_one()
    {
        string folder = Directory.CreateTempSubdirectory("runproof-").FullName;
        try
        {
            string path = Path.Combine(folder, "libonnxruntime.so.1");
            File.WriteAllText(path, "not a library");
            Assert.Contains("cannot be loaded", AssertMissing(folder).Message, StringComparison.Ordinal);

            string other = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so");
            Assert.SkipUnless(File.Exists(other), "this runtime has no libSystem.Native.so of its own");
            File.Copy(other, path, overwrite: true);
            Assert.Contains("OrtGetApiBase", AssertMissing(folder).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Diagnostic AssertMissing(string baseDirectory)
    {
        var diagnostic = Assert.Throws<RunproofException>(() => OrtLibrary.Load(OrtLibrary.Candidates(null, baseDirectory))).Diagnostic;
        Assert.Equal(NativeErrors.Missing, diagnostic.Code);
        Assert.Equal(ErrorClass.World, diagnostic.Code.Class);
        return diagnostic;
    }
}
