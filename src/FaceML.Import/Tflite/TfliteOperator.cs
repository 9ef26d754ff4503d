namespace FaceML.Import.Tflite;

/// <summary>An operation of the file. Input −1 is one that is left out.</summary>
internal sealed record TfliteOperator(
    int Index, TfliteOperatorCode Code, string CustomName, int[] Inputs, int[] Outputs, FlatTable? Options)
{
    private string Name => CustomName.Length > 0 ? $"custom '{CustomName}'" : Enum.IsDefined(Code) ? $"{Code}" : $"builtin {(int)Code}";

    public override string ToString() => $"operation #{Index} ({Name})";
}
