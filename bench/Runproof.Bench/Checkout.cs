namespace Runproof.Bench;

/// <summary>Finds files of the checkout that the program was built from.</summary>
internal static class Checkout
{
    /// <summary>The full path of a file or folder relative to the repository's root; null where it is absent.</summary>
    public static string? Find(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Runproof.slnx")))
                return Path.Combine(folder.FullName, relative) is var path && Path.Exists(path) ? path : null;
        }

        return null;
    }
}
