using Runproof.Core.Hashing;
using Runproof.Core.Merkle;

namespace Runproof.Core.Tests.Merkle;

public sealed class MerkleFrontierTests
{
    [Fact]
    public void Has_the_root_of_the_log_at_every_length()
    {
        var log = new MerkleLog();
        var frontier = new MerkleFrontier();
        Assert.Equal(log.Root, frontier.Root);
        for (int i = 0; i < 600; i++)
        {
            Digest entry = TaggedHash.Compute(DigestTags.Value, BitConverter.GetBytes(i));
            log.Append(entry);
            frontier.Append(entry);
            Assert.Equal((log.Count, log.Root), (frontier.Count, frontier.Root));
        }
    }
}
