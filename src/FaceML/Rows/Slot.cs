namespace FaceML.Rows;

/// <summary>Which slot of a block is the current row. Shared by the getters of one cursor.</summary>
internal sealed class Slot
{
    public int Index { get; set; }
}
