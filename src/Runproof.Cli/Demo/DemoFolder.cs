using Runproof.Runs.Store;

namespace Runproof.Cli.Demo;

/// <summary>A folder of its own for each demo, within the store. Those of earlier demos go once they are old, so that they do not pile up.</summary>
internal static class DemoFolder
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Makes a folder.</summary>
    public static string Create(RunStore store)
    {
        RemoveOld(store.DemoFolder);
        var now = TimeProvider.System.GetUtcNow();
        string folder;
        do
        {
            folder = Path.Combine(store.DemoFolder, RunId.Create(now));
        }
        while (Directory.Exists(folder));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static void RemoveOld(string demos)
    {
        if (!Directory.Exists(demos))
            return;
        foreach (var folder in Directory.GetDirectories(demos))
        {
            if (!RunId.IsValid(Path.GetFileName(folder)) || TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(folder) < Kept)
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Another demo removes it as well, or somebody looks at it.
            }
        }
    }
}
