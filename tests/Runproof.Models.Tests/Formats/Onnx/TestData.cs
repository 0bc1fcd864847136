namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Models that tests use where they are present: Debian's libonnx-testdata and the shared ones.</summary>
internal static class TestData
{
    private const string Debian = "/usr/share/libonnx-testdata/data";

    private static readonly string[] Groups = ["node", "pytorch-converted", "pytorch-operator", "simple"];

    /// <summary>Every model file of libonnx-testdata, sorted; empty where the package is absent.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Groups.Select(group => Path.Combine(Debian, group))
            .Where(Directory.Exists)
            .SelectMany(group => Directory.EnumerateFiles(group, "model.onnx", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Forty small files of it.</summary>
    public static IEnumerable<byte[]> Small() => All.Where((_, index) => index % 20 == 0).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 4096).Take(40);

    /// <summary>A file beside the repository's shared data; null where it is absent.</summary>
    public static string? Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(file))
                return file;
        }

        return null;
    }
}
