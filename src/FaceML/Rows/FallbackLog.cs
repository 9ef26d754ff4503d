using Microsoft.ML.Runtime;

namespace FaceML.Rows;

/// <summary>
/// Writes into the log of an <see cref="MLContext"/> that the processor runs networks for which another execution provider was asked.
/// </summary>
internal static class FallbackLog
{
    private const string Source = "FaceML";

    public static void Write(MLContext context, IEnumerable<ITransformer> stages)
    {
        // A chain runs the same network twice, once for each image of a pair: the reason is the same and is logged once.
        string[] reasons = [.. stages.OfType<FaceTransformer>().SelectMany(stage => stage.Running)
            .Where(network => network.FallbackReason is not null)
            .Select(network => $"Network {network.Card.Name} runs on {network.Provider}: {network.FallbackReason}.").Distinct()];
        if (reasons.Length == 0)
        {
            return;
        }

        using IChannel channel = ((IChannelProvider)context).Start(Source);
        foreach (string reason in reasons)
        {
            channel.Warning(MessageSensitivity.None, reason);
        }
    }
}
