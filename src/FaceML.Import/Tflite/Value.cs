namespace FaceML.Import.Tflite;

/// <summary>A tensor of the file as it is in the graph. The shape is the file's, in the file's order, whatever the layout.</summary>
internal sealed record Value(string Name, int[] Shape, Layout Layout)
{
    public int Rank => Shape.Length;

    public bool IsFirst => Layout == Layout.ChannelsFirst;
}
