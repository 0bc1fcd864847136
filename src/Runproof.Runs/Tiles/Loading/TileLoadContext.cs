using System.Reflection;
using System.Runtime.Loader;
using Runproof.Core.Hashing;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles.Loading;

/// <summary>Loads an assembly of tiles with what lies beside it. The words that both sides speak, Core and Tiles, are this program's own.</summary>
internal sealed class TileLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path), isCollectible: true)
{
    private static readonly Assembly[] Shared = [typeof(Digest).Assembly, typeof(TileRegistry).Assembly];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        if (Shared.FirstOrDefault(shared => shared.GetName().Name == assemblyName.Name) is { } own)
            return own;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }
}
