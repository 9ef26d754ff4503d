using Microsoft.ML.Data;

namespace FaceML.Rows;

/// <summary>A column that a stage adds.</summary>
/// <param name="Name">Its name; a column that had it before becomes hidden, as everywhere in ML.NET.</param>
/// <param name="Type">Its exact type.</param>
internal sealed record OutputColumn(string Name, DataViewType Type);
