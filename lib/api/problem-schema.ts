import { z } from "zod";

/** RFC 9457, as every refusal is sent. */
export const ProblemSchema = z
  .object({
    type: z.string().meta({ format: "uri", description: "Where the code is explained." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What happened, for people." }),
    code: z.string().meta({ description: "What happened, for programs: stable." }),
    request_id: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Every bad field by its path, such as `person1.traits[3]`." }),
  })
  .meta({ id: "Problem", description: "An RFC 9457 problem document." });
