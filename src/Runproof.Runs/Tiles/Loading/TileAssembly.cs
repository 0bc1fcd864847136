using System.Reflection;
using Runproof.Core.Diagnostics;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles.Loading;

/// <summary>
/// An assembly of tiles, loaded beside this program; disposing it lets it be unloaded. Loading it executes nothing of it, and its tiles are found in its registry. Whoever
/// runs them runs its code, with all that this process may do.
/// </summary>
public sealed class TileAssembly : IDisposable
{
    private readonly TileLoadContext _context;

    private TileAssembly(TileLoadContext context, string path, TileRegistry registry)
    {
        _context = context;
        FilePath = path;
        Registry = registry;
    }

    /// <summary>Full path of the assembly.</summary>
    public string FilePath { get; }

    /// <summary>Its tiles, types and programs.</summary>
    public TileRegistry Registry { get; }

    /// <summary>Whether a path is meant as tiles: an assembly, a project, or a folder with a project in it.</summary>
    /// <param name="target">The path.</param>
    public static bool IsTarget(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || TileProject.IsProject(target);
    }

    /// <summary>Loads the tiles of an assembly, or of a project, which is built first.</summary>
    /// <param name="target">A path as <see cref="IsTarget"/> takes it.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <exception cref="RunproofException">The project cannot be built (<see cref="TileErrors.Build"/>), or there are no tiles in it (<see cref="TileErrors.NoTiles"/>).</exception>
    public static TileAssembly Open(string target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Load(TileProject.IsProject(target) ? TileProject.Build(target, cancellation) : Path.GetFullPath(target));
    }

    /// <inheritdoc />
    public void Dispose() => _context.Unload();

    private static TileAssembly Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException(null, path);
        TileLoadContext? context = null;
        try
        {
            context = new TileLoadContext(path);
            Assembly assembly = context.LoadFromAssemblyPath(path);
            Type holder = assembly.GetCustomAttribute<TileRegistryAttribute>()?.Type
                ?? throw NoTiles(path, "the assembly has no tiles", "a project with [Tile] methods that references Runproof.Tiles and its generator");
            var registry = holder.GetProperty("Registry", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as TileRegistry
                ?? throw NoTiles(path, $"{holder} has no registry", "building the project again, with the generator of this version");
            return new TileAssembly(context, path, registry);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or TargetInvocationException or TypeLoadException or InvalidOperationException)
        {
            context?.Unload();
            throw NoTiles(path, $"it cannot be loaded: {(exception.InnerException ?? exception).Message}", "an assembly that was built for this version of Runproof");
        }
    }

    private static RunproofException NoTiles(string path, string message, string hint) => new(new Diagnostic(TileErrors.NoTiles, Phase.Read, path, message, hint));
}
