using Runproof.Core.Hashing;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>Finds the bound weights that circuits of recorded runs name, in a store; each is loaded once.</summary>
internal sealed class StoredWeights(RunStore store)
{
    private readonly Dictionary<Digest, LoadedWeights?> _loaded = [];

    /// <summary>The weights of a bound model; null where the store does not hold them, or holds something else in their place.</summary>
    public LoadedWeights? Find(Digest model)
    {
        if (!_loaded.TryGetValue(model, out var weights))
        {
            if (store.ReadObjectUnchecked(model) is { } bytes && LoadedWeights.TryLoad(bytes, out var loaded, out _) && loaded.Digest == model)
                weights = loaded;
            _loaded.Add(model, weights);
        }

        return weights;
    }
}
