namespace FaceML.Recognition;

/// <summary>
/// The outputs of a detector that answers on grids of several strides, and the way from its input's pixels to the image's.
/// </summary>
internal static class StrideOutputs
{
    /// <summary>
    /// The places of the outputs with the roles <c>ROLE_8</c>, <c>ROLE_16</c>, <c>ROLE_32</c>, whose shapes have to fit the card's input.
    /// </summary>
    /// <param name="card">The card.</param>
    /// <param name="role">The role without its stride.</param>
    /// <param name="anchors">Answers a cell.</param>
    /// <param name="numbers">Numbers an answer.</param>
    internal static int[] Find(NetworkCard card, string role, int anchors, int numbers)
    {
        return [.. NetworkFamilies.Strides.Select(stride =>
        {
            int index = card.OutputIndex($"{role}_{stride}");
            int expected = NetworkFamilies.CellsOf(
                card.Input.Width, stride) * NetworkFamilies.CellsOf(card.Input.Height, stride) * anchors * numbers;
            int length = card.Outputs[index].Length;
            return length == expected ? index : throw new NetworkCardException(
                card.Name, $"the output {role}_{stride} of the family {card.Detection!.Family} has {expected} numbers at "
                    + $"{card.Input.Width}×{card.Input.Height}; its shape holds {length}");
        })];
    }

    /// <summary>The outputs of one run, checked: an input without a fixed size gives as many numbers as the network likes.</summary>
    internal static ReadOnlySpan<float> Read(NetworkRun run, int output, int image, int expected)
    {
        ReadOnlySpan<float> numbers = run.Output(output, image);
        return numbers.Length == expected ? numbers
            : throw new NetworkException(
                "detector", $"an output holds {numbers.Length} numbers where {expected} fit its input of {run.Width}×{run.Height}");
    }

    internal static Box ToImage(in Box box, in Box region, int width, int height)
    {
        Vector2 a = ToImage(new Vector2(box.Left, box.Top), region, width, height), b =
            ToImage(new Vector2(box.Right, box.Bottom), region, width, height);
        return new(a.X, a.Y, b.X, b.Y);
    }

    internal static Vector2 ToImage(Vector2 point, in Box region, int width, int height) =>
        new(region.Left + point.X / width * region.Width, region.Top + point.Y / height * region.Height);
}
