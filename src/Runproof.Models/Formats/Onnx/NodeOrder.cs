namespace Runproof.Models.Formats.Onnx;

/// <summary>Puts nodes behind what they depend on, keeping the file's order wherever that allows it. Linear time, no recursion.</summary>
internal sealed class NodeOrder
{
    private readonly List<int> _dependencies = [];
    private readonly List<int> _starts = [0];

    /// <summary>Adds a dependency of the node that is being described.</summary>
    public void DependsOn(int node) => _dependencies.Add(node);

    /// <summary>Ends the description of one node; nodes are described in the file's order.</summary>
    public void EndNode() => _starts.Add(_dependencies.Count);

    /// <summary>Sorts. A file that is in order already stays as it is.</summary>
    /// <param name="order">File positions in the new order; as far as it came where it fails.</param>
    /// <param name="onCycle">A node on a cycle where it fails; else -1.</param>
    public bool TrySort(out int[] order, out int onCycle)
    {
        var count = _starts.Count - 1;
        order = new int[count];
        onCycle = -1;
        var placed = 0;
        var state = new State[count];
        var next = new int[count];
        var path = new Stack<int>();
        for (var root = 0; root < count; root++)
        {
            if (state[root] == State.Placed)
                continue;
            Enter(root);
            while (path.TryPeek(out var node))
            {
                if (next[node] == _starts[node + 1])
                {
                    state[node] = State.Placed;
                    order[placed++] = path.Pop();
                    continue;
                }

                var dependency = _dependencies[next[node]++];
                if (state[dependency] == State.Open)
                {
                    onCycle = dependency;
                    return false;
                }

                if (state[dependency] == State.Unseen)
                    Enter(dependency);
            }
        }

        return true;

        void Enter(int node)
        {
            state[node] = State.Open;
            next[node] = _starts[node];
            path.Push(node);
        }
    }

    private enum State : byte
    {
        Unseen,
        Open,
        Placed,
    }
}
