namespace FaceML.Import.Tflite;

/// <summary>Element types of the TensorFlow Lite schema (TensorType).</summary>
internal enum TfliteType
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,
    Text = 5,
    Boolean = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
}
